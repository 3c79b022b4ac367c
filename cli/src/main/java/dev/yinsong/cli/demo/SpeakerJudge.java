package dev.yinsong.cli.demo;

import dev.yinsong.common.audio.AudioDecoder;
import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.speech.SpeakerEncoder;
import dev.yinsong.common.speech.SpeakerSimilarity;
import dev.yinsong.nano.judge.Timbre;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells how much a sound is like the speaker of some clips: the cosine of its speaker vector and their mean. */
final class SpeakerJudge implements AutoCloseable {

    private static final double MAX_SECONDS = 600;

    private final SpeakerEncoder encoder;
    private final List<float[]> clips = new ArrayList<>();
    private final Timbre timbre;

    /** Listens to the clips with a base model's speaker encoder. */
    SpeakerJudge(Path encoder, List<Path> clips) throws IOException {
        this.encoder = new SpeakerEncoder(encoder);
        var sounds = new ArrayList<Waveform>();
        for (var clip : clips) {
            var sound = decode(clip);
            sounds.add(sound);
            this.clips.add(this.encoder.embed(sound));
        }
        this.timbre = Timbre.of(sounds);
    }

    /** What the clips sound like to no network. */
    Timbre timbre() {
        return timbre;
    }

    /** Similarity of a sound to the clips, −1 to 1. */
    double similarity(Waveform sound) {
        return similarity(encoder.embed(sound));
    }

    private double similarity(float[] speaker) {
        return SpeakerSimilarity.cosine(speaker, SpeakerSimilarity.mean(clips));
    }

    /** Who of some speakers, given by their vectors, is most like the clips. */
    Optional<String> nearest(Map<String, float[]> speakers) {
        return speakers.entrySet().stream()
                .max(Comparator.comparingDouble(speaker -> similarity(speaker.getValue())))
                .map(Map.Entry::getKey);
    }

    /** Similarity of a clip to the other clips, on average: what a perfect voice would reach. */
    double amongClips() {
        double sum = 0;
        for (int left = 0; left < clips.size(); left++) {
            var others = new ArrayList<>(clips);
            sum += SpeakerSimilarity.cosine(others.remove(left), SpeakerSimilarity.mean(others));
        }
        return sum / clips.size();
    }

    @Override
    public void close() {
        encoder.close();
    }

    /** The sound of a file. */
    static Waveform decode(Path sound) throws IOException {
        return AudioDecoder.decode(sound, MAX_SECONDS).sound();
    }
}
