package dev.yinsong.nano.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.yinsong.common.audio.Waveform;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimbreTest {

    private static final int RATE = 22_050;

    @Test
    void isTheSameWhateverTheLoudness() {
        var quiet = Timbre.of(List.of(hum(110, 1, 0.1)));
        var loud = Timbre.of(List.of(hum(110, 1, 0.3)));

        assertThat(loud.spectrumApart(quiet)).isLessThan(0.5);
        assertThat(loud.pitchApart(quiet)).isCloseTo(0, within(0.1));
    }

    @Test
    void tellsPitchesApartInSemitones() {
        var low = Timbre.of(List.of(hum(110, 1, 0.2)));
        var high = Timbre.of(List.of(hum(220, 1, 0.2)));

        assertThat(high.pitchApart(low)).isCloseTo(12, within(0.3));
    }

    @Test
    void tellsBrightFromDark() {
        var bright = Timbre.of(List.of(hum(110, 0.5, 0.2)));
        var dark = Timbre.of(List.of(hum(110, 2, 0.2)));

        assertThat(bright.spectrumApart(dark)).isGreaterThan(6);
    }

    /** A second of harmonics that fall by a power of their number. */
    private static Waveform hum(double pitch, double fall, double gain) {
        var samples = new float[RATE];
        for (int n = 0; n < samples.length; n++) {
            double sum = 0;
            for (int k = 1; k * pitch < 8000; k++) {
                sum += Math.sin(2 * Math.PI * k * pitch * n / RATE) / Math.pow(k, fall);
            }
            samples[n] = (float) (gain * sum / 4);
        }
        return new Waveform(samples, RATE);
    }
}
