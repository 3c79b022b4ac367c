package dev.yinsong.synth.engine;

import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.feature.ClipFeatures;
import dev.yinsong.common.feature.FeatureExtractor;
import dev.yinsong.common.model.ModelDirectory;
import org.jspecify.annotations.Nullable;

/** Reads reference clips. Few callers send one, so the speech tokenizer and the speaker encoder load at the first. */
final class ClipReader implements AutoCloseable {

    private final ModelDirectory directory;
    private @Nullable FeatureExtractor extractor;

    ClipReader(ModelDirectory directory) {
        this.directory = directory;
    }

    /**
     * Features of a clip.
     *
     * @param words what is said in it, already in words
     * @throws dev.yinsong.common.audio.UnusableAudio when it is too long or too short
     * @throws dev.yinsong.common.model.BadModel when the model directory has no speech tokenizer or speaker encoder
     */
    ClipFeatures read(Waveform clip, String words) {
        return extractor().extract(clip, words);
    }

    private synchronized FeatureExtractor extractor() {
        var loaded = extractor;
        if (loaded == null) {
            extractor = loaded = new FeatureExtractor(directory);
        }
        return loaded;
    }

    @Override
    public synchronized void close() {
        if (extractor != null) {
            extractor.close();
        }
    }
}
