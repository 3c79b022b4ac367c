package dev.yinsong.cosyvoice.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LanesTest {

    @Test
    void exponentialsAreRightToTheLastDigits() {
        var exponents = new float[Lanes.COUNT];
        for (float first = 0; first > -86; first -= 0.37f) {
            for (int i = 0; i < exponents.length; i++) {
                exponents[i] = first - i * 0.011f;
            }
            float[] powers = Lanes.exp(Lanes.at(exponents, 0)).toArray();
            for (int i = 0; i < exponents.length; i++) {
                assertThat(powers[i] / Math.exp(exponents[i])).isEqualTo(1, within(3e-7));
            }
        }
    }

    @Test
    void nothingIsLeftOfWhatIsForbidden() {
        var forbidden = new float[Lanes.COUNT];
        Arrays.fill(forbidden, Float.NEGATIVE_INFINITY);

        assertThat(Lanes.sum(Lanes.exp(Lanes.at(forbidden, 0)))).isLessThan(1e-35f);
    }

    @Test
    void sumsTakeInWhatFillsNoWholeVector() {
        var random = new SplittableRandom(1);
        for (int count = 1; count < 3 * Lanes.COUNT; count++) {
            var x = floats(random, count + 1);
            var y = floats(random, count + 2);
            double product = 0;
            for (int i = 0; i < count; i++) {
                product += (double) x[1 + i] * y[2 + i];
            }

            assertThat(Lanes.dot(x, 1, y, 2, count)).isEqualTo((float) product, within(1e-5f));

            float[] sum = y.clone();
            Lanes.addScaled(2, x, 1, sum, 2, count);
            assertThat(sum[0]).isEqualTo(y[0]);
            assertThat(sum[2]).isEqualTo(Math.fma(2, x[1], y[2]));
            assertThat(sum[count + 1]).isEqualTo(Math.fma(2, x[count], y[count + 1]));
        }
    }

    static float[] floats(SplittableRandom random, int count) {
        var floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = (float) random.nextDouble(-1, 1);
        }
        return floats;
    }
}
