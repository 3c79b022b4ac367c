package dev.yinsong.common.feature;

import dev.yinsong.common.audio.MelConfig;
import dev.yinsong.common.audio.MelSpectrogram;
import dev.yinsong.common.audio.Spectrogram;
import dev.yinsong.common.audio.UnusableAudio;
import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.model.BadModel;
import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.speech.SpeakerEncoder;
import dev.yinsong.common.speech.SpeechTokenizer;
import dev.yinsong.common.text.TextTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Clips to features, with a base model's own tokenizers, speaker encoder and spectrum. Safe to share between threads.
 *
 * <p>Whatever fails here refuses the clip: no feature is ever made up.
 */
public final class FeatureExtractor implements AutoCloseable {

    private final TextTokenizer text;
    private final SpeechTokenizer speech;
    private final SpeakerEncoder speaker;
    private final MelSpectrogram mel;

    /** @throws BadModel when the directory lacks one of the four, or one is not what it should be */
    public FeatureExtractor(ModelDirectory model) {
        this.mel = new MelSpectrogram(MelConfig.read(model.yaml()));
        this.text = vocabulary(model.textVocabulary());
        this.speech = new SpeechTokenizer(model.speechTokenizer());
        this.speaker = new SpeakerEncoder(model.speakerEncoder());
    }

    private static TextTokenizer vocabulary(Path file) {
        try {
            return TextTokenizer.open(file);
        } catch (IOException | IllegalArgumentException e) {
            throw new BadModel(file + " is no vocabulary: " + e.getMessage(), e);
        }
    }

    /**
     * Features of one clip.
     *
     * @param sound at any rate, at most 30 s
     * @param transcript what is said, already in words
     * @throws UnusableAudio when the sound is too long or too short
     * @throws IllegalArgumentException when the transcript has no tokens
     */
    public ClipFeatures extract(Waveform sound, String transcript) {
        var frames = mel(sound);
        return new ClipFeatures(
                text.encode(transcript),
                speech.tokens(sound),
                frames.values(),
                frames.frames(),
                speaker.embed(sound),
                Map.of("text", transcript));
    }

    /** The mel spectrum [frames, mels] of a sound at any rate. */
    public Spectrogram mel(Waveform sound) {
        var config = mel.config();
        var resampled = sound.at(config.sampleRate());
        if (resampled.samples().length < config.fftSize()) {
            throw new UnusableAudio(UnusableAudio.Reason.EMPTY, "The recording is too short to hold any speech.");
        }
        return mel.apply(resampled);
    }

    public TextTokenizer text() {
        return text;
    }

    public SpeechTokenizer speech() {
        return speech;
    }

    public SpeakerEncoder speaker() {
        return speaker;
    }

    /** Settings of the model's mel spectrum. */
    public MelConfig melConfig() {
        return mel.config();
    }

    @Override
    public void close() {
        speech.close();
        speaker.close();
    }
}
