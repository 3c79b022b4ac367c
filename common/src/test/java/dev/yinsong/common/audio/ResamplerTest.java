package dev.yinsong.common.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {

    @ParameterizedTest
    @CsvSource({"48000,22050", "44100,16000", "16000,22050", "22050,16000", "22051,16000", "8000,48000"})
    void keepsAToneThatBothRatesCanCarry(int from, int to) {
        var tone = tone(440, from, 2 * from + 1);

        var resampled = tone.at(to);

        assertThat(resampled.sampleRate()).isEqualTo(to);
        assertThat(resampled.samples()).hasSize((int) Math.ceil((2.0 * from + 1) * to / from));
        for (int i = to / 2; i < to; i += 37) {
            assertThat((double) resampled.samples()[i])
                    .isCloseTo(0.5 * Math.sin(2 * Math.PI * 440 * i / to), within(2e-3));
        }
    }

    @Test
    void removesWhatTheLowerRateCannotCarry() {
        var resampled = tone(11_000, 48000, 48000).at(16000);

        assertThat(resampled.slice(4000, 12000).peak()).isLessThan(0.01);
    }

    @Test
    void returnsTheSameSoundAtTheSameRate() {
        var tone = tone(440, 16000, 100);

        assertThat(tone.at(16000)).isSameAs(tone);
    }

    @Test
    void refusesARateOfNothing() {
        assertThatThrownBy(() -> Resampler.of(16000, 0)).hasMessageContaining("16000, 0");
    }

    private static Waveform tone(double hertz, int rate, int samples) {
        return Tones.sine(hertz, 0.5, rate, samples);
    }
}
