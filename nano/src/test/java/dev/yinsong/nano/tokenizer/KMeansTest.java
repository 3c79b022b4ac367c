package dev.yinsong.nano.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KMeansTest {

    private static final float[][] HEAPS = {{0, 0}, {10, 0}, {0, 10}, {10, 10}};
    private static final int EACH = 50;

    @Test
    void givesNoCodeToTwoHeaps() {
        float[] centres = KMeans.fit(rows(), 2, 12, 20, 3);

        int[] nearest = KMeans.nearest(rows(), centres, 2);
        for (int code = 0; code < 12; code++) {
            int each = code;
            assertThat(IntStream.range(0, nearest.length)
                            .filter(i -> nearest[i] == each)
                            .map(i -> i / EACH)
                            .distinct())
                    .hasSizeLessThan(2);
        }
    }

    private static float[] rows() {
        var random = new SplittableRandom(1);
        var rows = new float[4 * EACH * 2];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = HEAPS[i / 2 / EACH][i % 2] + (float) random.nextGaussian();
        }
        return rows;
    }
}
