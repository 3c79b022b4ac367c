package dev.yinsong.cosyvoice.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WeightTest {

    private static final int[][] SIZES = {{1, 1}, {7, 5}, {24, 24}, {40, 130}, {129, 64}}; // in, out
    private static final int ROWS = 9;

    /** The ways in which a weight lies in memory. */
    enum Way {
        PANELS(false),
        BRAIN_PANELS(true),
        BY_INPUT(false),
        BRAIN_BY_INPUT(true);

        private final boolean brain;

        Way(boolean brain) {
            this.brain = brain;
        }

        Weight of(Arena arena, float[] weight, int in) {
            return this == PANELS || this == BRAIN_PANELS
                    ? Panels.of(arena, weight, in)
                    : ByInput.of(arena, weight, in);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void multipliesEachRow(Way way) {
        for (int[] size : SIZES) {
            var random = new SplittableRandom(size[0]);
            int in = size[0], out = size[1];
            float[] weight = weight(random, way, in * out);
            float[] bias = padded(LanesTest.floats(random, out));
            var x = rows(random, in);
            var y = new Rows(out).of(ROWS);
            try (var arena = Arena.ofConfined()) {
                way.of(arena, weight, in).multiply(x, ROWS, bias, y);
            }

            for (int row = 0; row < ROWS; row++) {
                for (int o = 0; o < out; o++) {
                    double sum = bias[o];
                    for (int i = 0; i < in; i++) {
                        sum += (double) weight[o * in + i] * x.values[x.at(row) + i];
                    }
                    assertThat(y.values[y.at(row) + o])
                            .as("%d → %d, row %d, output %d", in, out, row, o)
                            .isEqualTo((float) sum, within(1e-5f));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aRowIsTheSameToTheLastBitWhoeverElseIsThere(Way way) {
        var random = new SplittableRandom(3);
        float[] weight = weight(random, way, 40 * 130);
        float[] bias = padded(LanesTest.floats(random, 130));
        var x = rows(random, 40);
        try (var arena = Arena.ofConfined()) {
            var copy = way.of(arena, weight, 40);
            var alone = new Rows(130).of(1);
            copy.multiply(x, 1, bias, alone);
            for (int rows = 2; rows <= ROWS; rows++) {
                var together = new Rows(130).of(rows);
                copy.multiply(x, rows, bias, together);

                assertThat(Arrays.copyOf(together.values, 130)).containsExactly(Arrays.copyOf(alone.values, 130));
            }
        }
    }

    /** Rows of which many numbers are zero. */
    private static Rows rows(SplittableRandom random, int width) {
        var rows = new Rows(width).of(ROWS);
        for (int i = 0; i < rows.values.length; i++) {
            rows.values[i] = Math.max(0, (float) random.nextDouble(-1, 1));
        }
        return rows;
    }

    private static float[] weight(SplittableRandom random, Way way, int count) {
        float[] weight = LanesTest.floats(random, count);
        for (int i = 0; i < count; i++) {
            weight[i] = way.brain ? Float.intBitsToFloat(Float.floatToRawIntBits(weight[i]) & 0xffff0000) : weight[i];
        }
        assertThat(BrainFloats.holdAll(weight)).isEqualTo(way.brain);
        return weight;
    }

    private static float[] padded(float[] bias) {
        return Arrays.copyOf(bias, Lanes.padded(bias.length, Lanes.FOUR));
    }
}
