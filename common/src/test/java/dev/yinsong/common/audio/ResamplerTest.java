package dev.yinsong.common.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {

    @ParameterizedTest
    @CsvSource({"48000,22050", "44100,16000", "16000,22050", "22050,16000", "22051,16000", "8000,48000", "191999,16000"
    })
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

    @ParameterizedTest
    @CsvSource({"48000,22050", "44100,16000", "16000,22050", "22050,88200", "24000,16000", "97,89"})
    void equalsTheDefiningSumToTheLastBit(int from, int to) {
        var noise = Tones.noise(0.5, from, 1000);

        var resampled = noise.at(to).samples();

        for (int i = 0; i < resampled.length; i++) {
            assertThat(resampled[i]).isEqualTo(defined(noise.samples(), from, to, i));
        }
    }

    /** One output sample of torchaudio's {@code sinc_interp_hann}, every input sample weighed. */
    private static float defined(float[] x, int sourceRate, int targetRate, int i) {
        int divisor = BigInteger.valueOf(sourceRate)
                .gcd(BigInteger.valueOf(targetRate))
                .intValue();
        int from = sourceRate / divisor;
        int to = targetRate / divisor;
        double base = Math.min(from, to) * 0.99;
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            double t = ((double) (k - i / to * from) / from - (float) (i % to) / to) * base;
            if (Math.abs(t) < 6) {
                double kernel = t == 0 ? 1 : Math.sin(t * Math.PI) / (t * Math.PI);
                double window = Math.pow(Math.cos(t * Math.PI / 6 / 2), 2);
                sum += (double) x[k] * (float) (kernel * window * base / from);
            }
        }
        return (float) sum;
    }

    @Test
    void findsThePeakAtTheOtherRateAsIfTheSoundWereMade() {
        var noise = Tones.noise(0.5, 44100, 1000);

        assertThat(Resampler.of(44100, 16000).peak(noise))
                .isEqualTo(noise.at(16000).peak());
    }

    @Test
    void keepsWhatWasWantedLatelyAndNoMoreThanFits() {
        var usual = new Resampler(44100, 16000);
        var odd = new Resampler(44101, 16000);
        var kept = new ResamplerCache(odd.size() + usual.size());

        var first = kept.of(44100, 16000);
        kept.of(44101, 16000);
        var again = kept.of(44100, 16000);
        var oddAgain = kept.of(44101, 16000);
        kept.of(44100, 16000);
        kept.of(48000, 16000); // now the odd one was not wanted for longest

        assertThat(again).isSameAs(first);
        assertThat(kept.of(44100, 16000)).isSameAs(first);
        assertThat(kept.of(44101, 16000)).isNotSameAs(oddAgain);
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
