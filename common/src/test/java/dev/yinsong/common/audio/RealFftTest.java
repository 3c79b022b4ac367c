package dev.yinsong.common.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealFftTest {

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 6, 14, 16, 34, 60, 400, 512, 1024, 1200})
    void equalsTheDefiningSum(int size) {
        var random = new Random(size);
        var frame = random.doubles(size).map(x -> 2 * x - 1).toArray();
        var fft = new RealFft(size);

        var power = new double[fft.bins()];
        fft.power(frame, power);

        for (int k = 0; k < power.length; k++) {
            double re = 0, im = 0;
            for (int i = 0; i < size; i++) {
                double angle = 2 * Math.PI * ((long) i * k % size) / size;
                re += frame[i] * Math.cos(angle);
                im -= frame[i] * Math.sin(angle);
            }
            assertThat(power[k]).isCloseTo(re * re + im * im, within(1e-9 * size));
        }
    }

    @Test
    void refusesAnOddLength() {
        assertThatThrownBy(() -> new RealFft(401)).hasMessageContaining("401");
    }
}
