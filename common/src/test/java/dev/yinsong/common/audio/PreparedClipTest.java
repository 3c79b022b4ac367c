package dev.yinsong.common.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PreparedClipTest {

    private static final int RATE = 24000;

    @Test
    void trimsCentresAndEvensOutARecording() {
        var words = words(3, 0.02);
        var recording = Tones.joined(quiet(1), words, quiet(1.5));
        for (int i = 0; i < recording.samples().length; i++) {
            recording.samples()[i] += 0.1f;
        }

        var clip = PreparedClip.of(decoded(recording, 1), ClipPolicy.usual());

        assertThat(clip.quality().verdict()).isNotEqualTo(Verdict.REJECT);
        assertThat(clip.sound().seconds()).isCloseTo(3.3, within(0.1));
        assertThat(Loudness.integrated(clip.sound())).isCloseTo(-23, within(0.2));
        assertThat(mean(clip.sound())).isCloseTo(0, within(1e-3));
        assertThat(value(clip, "seconds")).isCloseTo(5.5, within(1e-3));
        assertThat(value(clip, "speech_ratio")).isBetween(30.0, 60.0);
    }

    @Test
    void leavesALoudnessWithinTheRangeAlone() {
        var words = words(3, 0.2);
        var fitting = Loudness.normalised(words, -21.5, -21.5, -1);

        assertThat(Loudness.normalised(fitting, -23, -20, -1)).isEqualTo(fitting);
    }

    @Test
    void neverPassesTheTruePeakLimit() {
        var clicks = Tones.silence(RATE, 2 * RATE);
        for (int i = 100; i < clicks.samples().length; i += 2000) {
            clicks.samples()[i] = 0.3f;
        }

        var loud = Loudness.normalised(clicks, -20, -20, -1);

        assertThat(Decibels.ofAmplitude(Loudness.truePeak(loud))).isCloseTo(-1, within(0.01));
    }

    @Test
    void measuresLoudnessAsTheStandardSays() {
        // A sine of 997 Hz at -20 dBFS in one channel is -23 LUFS, at any rate.
        for (int rate : new int[] {16000, 22050, 48000}) {
            var tone = Tones.sine(997, 0.1, rate, 3 * rate);
            assertThat(Loudness.integrated(tone)).isCloseTo(-23, within(0.1));
            // Silence is behind the gate and changes nothing.
            assertThat(Loudness.integrated(Tones.joined(tone, Tones.silence(rate, 5 * rate))))
                    .isCloseTo(-23, within(0.3));
        }
        assertThat(Loudness.integrated(Tones.sine(50, 0.1, 48000, 48000))).isLessThan(-24);
        assertThat(Loudness.integrated(Tones.silence(RATE, RATE))).isEqualTo(Loudness.SILENT);
        assertThat(Loudness.integrated(Tones.sine(997, 0.1, RATE, RATE / 10))).isCloseTo(-23, within(0.5));
    }

    @Test
    void findsThePeakBetweenTheSamples() {
        // At a quarter of the rate, 45 degrees off, every sample is 3 dB below the crest.
        var tone = new float[RATE];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (float) (0.5 * Math.sin(Math.PI / 2 * i + Math.PI / 4));
        }

        assertThat(new Waveform(tone, RATE).peak()).isCloseTo(0.354, within(1e-3));
        assertThat(Loudness.truePeak(new Waveform(tone, RATE).slice(0, RATE))).isCloseTo(0.5, within(0.02));
    }

    @Test
    void hearsThatASoundWasOnceCutOff() {
        var narrow = words(2, 0.2).at(8000).at(RATE);

        var clip = PreparedClip.of(decoded(narrow, 1), ClipPolicy.usual());

        var bandwidth = clip.quality().measurement("bandwidth").orElseThrow();
        assertThat(bandwidth.value()).isBetween(3000.0, 7000.0);
        assertThat(bandwidth.verdict()).isEqualTo(Verdict.WARN);
        assertThat(bandwidth.advice()).contains("telephone");
    }

    @Test
    void rejectsWhatIsNoSpeech() {
        assertRejected(Tones.silence(RATE, 2 * RATE), "rms");
        assertRejected(Tones.noise(0.1, RATE, 2 * RATE), "snr");
        assertRejected(Tones.sine(440, 0.1, RATE, 2 * RATE), "snr");
        assertRejected(Tones.joined(quiet(2), words(0.25, 0.1), quiet(2)), "speech_ratio");
    }

    @Test
    void rejectsWhatThePolicyRefuses() {
        assertRejected(words(0.4, 0.1), "seconds");
        assertRejected(words(31, 0.1), "seconds");
        assertRejected(words(2, 0.1).at(8000), "sample_rate");
        assertRejected(words(2, 0.003), "rms");
        var quality =
                PreparedClip.of(decoded(words(2, 0.1), 3), ClipPolicy.usual()).quality();
        assertThat(quality.rejection().orElseThrow().name()).isEqualTo("channels");

        var clipped = words(2, 0.1).scaled(100);
        for (int i = 0; i < clipped.samples().length; i++) {
            clipped.samples()[i] = Math.clamp(clipped.samples()[i], -1, 1);
        }
        assertRejected(clipped, "clipped");
    }

    private static void assertRejected(Waveform sound, String name) {
        var rejection =
                PreparedClip.of(decoded(sound, 1), ClipPolicy.usual()).quality().rejection();

        assertThat(rejection).isPresent();
        assertThat(rejection.get().name()).isEqualTo(name);
        assertThat(rejection.get().advice()).endsWith(".");
    }

    private static double value(PreparedClip clip, String name) {
        return clip.quality().measurement(name).orElseThrow().value();
    }

    private static double mean(Waveform sound) {
        double sum = 0;
        for (float sample : sound.samples()) {
            sum += sample;
        }
        return sum / sound.samples().length;
    }

    private static DecodedAudio decoded(Waveform sound, int channels) {
        return new DecodedAudio(
                sound, new AudioSource("wav", "pcm_s16le", sound.sampleRate(), channels, 16, sound.seconds(), 0));
    }

    private static Waveform quiet(double seconds) {
        return Tones.noise(0.0003, RATE, (int) (seconds * RATE));
    }

    /** Bursts of noise with pauses, four a second: as loud and quiet by turns as speech. */
    private static Waveform words(double seconds, double amplitude) {
        var sound = Tones.noise(amplitude, RATE, (int) (seconds * RATE));
        for (int i = 0; i < sound.samples().length; i++) {
            double phase = i * 4.0 / RATE % 1;
            sound.samples()[i] *= (float) (phase < 0.8 ? 1 : 0.01);
        }
        return sound;
    }
}
