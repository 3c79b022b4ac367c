package dev.yinsong.nano.judge;

import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.speech.SpeakerEncoder;
import dev.yinsong.common.speech.SpeakerSimilarity;
import java.util.List;

/** A speaker whom a voice is to sound like, known by recordings that nothing learns from. */
final class Target {

    private final SpeakerEncoder encoder;
    private final float[] vector;
    private final Timbre timbre;
    private final double real;

    Target(SpeakerEncoder encoder, List<Waveform> recordings) {
        this.encoder = encoder;
        this.vector =
                SpeakerSimilarity.mean(recordings.stream().map(encoder::embed).toList());
        this.timbre = Timbre.of(recordings);
        this.real = similarity(recordings);
    }

    /** How much the speaker's own recordings are like the speaker: as much as a voice can be. */
    double real() {
        return real;
    }

    /** How much somebody is like the speaker. */
    Likeness likeness(Said said) {
        var heard = Timbre.of(said.all());
        return new Likeness(similarity(said.all()), heard.spectrumApart(timbre), heard.pitchApart(timbre));
    }

    private double similarity(List<Waveform> sounds) {
        return sounds.stream()
                .mapToDouble(sound -> SpeakerSimilarity.cosine(encoder.embed(sound), vector))
                .average()
                .orElse(Double.NaN);
    }

    /**
     * How much a voice is like the speaker.
     *
     * @param similarity cosine of speaker vectors, on average
     * @param spectrum distance of the long-term spectra, in decibels
     * @param pitch distance of the median pitches, in semitones
     */
    record Likeness(double similarity, double spectrum, double pitch) {

        @Override
        public String toString() {
            return "similarity %.3f, long-term spectrum %.1f dB and pitch %.1f semitones off"
                    .formatted(similarity, spectrum, pitch);
        }
    }
}
