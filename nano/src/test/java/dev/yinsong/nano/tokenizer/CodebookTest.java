package dev.yinsong.nano.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CodebookTest {

    private static final float[][] HEAPS = {{0, 0}, {10, 0}, {0, 10}, {10, 10}};
    private static final int EACH = 50;

    @Test
    void givesNoCodeToTwoHeaps() {
        float[] centres = Codebook.fit(rows(), 2, 12, 20, 3);

        int[] nearest = Codebook.nearest(rows(), centres, 2);
        for (int code = 0; code < 12; code++) {
            int each = code;
            assertThat(IntStream.range(0, nearest.length)
                            .filter(i -> nearest[i] == each)
                            .map(i -> i / EACH)
                            .distinct())
                    .hasSizeLessThan(2);
        }
    }

    @Test
    void keepsWhatEachCodeStoodForWhenItStartsFromEarlierOnes() {
        var random = new SplittableRandom(4);
        int[] earlier = IntStream.range(0, 4 * EACH)
                .map(i -> random.nextInt(10) == 0 ? random.nextInt(4) : 3 - i / EACH) // a tenth was heard wrongly
                .toArray();

        float[] centres = Codebook.refit(rows(), 2, 4, earlier, 5, 1);

        int[] nearest = Codebook.nearest(rows(), centres, 2);
        for (int i = 0; i < nearest.length; i++) {
            assertThat(nearest[i]).isEqualTo(3 - i / EACH);
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
