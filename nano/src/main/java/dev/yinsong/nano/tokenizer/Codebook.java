package dev.yinsong.nano.tokenizer;

import java.util.Arrays;
import java.util.SplittableRandom;

/** K-means (Lloyd) over rows of a matrix. */
final class Codebook {

    private Codebook() {}

    /**
     * @param rows [n, width], row-major
     * @param codes how many centres
     * @return [codes, width]
     */
    static float[] fit(float[] rows, int width, int codes, int rounds, long seed) {
        int n = rows.length / width;
        if (n < codes) {
            throw new IllegalArgumentException(n + " rows are too few for " + codes + " codes");
        }
        var random = new SplittableRandom(seed);
        var centres = new float[codes * width];
        for (int k = 0; k < codes; k++) {
            System.arraycopy(rows, random.nextInt(n) * width, centres, k * width, width);
        }
        for (int round = 0; round < rounds; round++) {
            var sums = new double[codes * width];
            var counts = new int[codes];
            int[] nearest = nearest(rows, centres, width);
            for (int i = 0; i < n; i++) {
                counts[nearest[i]]++;
                for (int d = 0; d < width; d++) {
                    sums[nearest[i] * width + d] += rows[i * width + d];
                }
            }
            for (int k = 0; k < codes; k++) {
                int lost = counts[k] == 0 ? random.nextInt(n) : -1; // a centre without rows starts again
                for (int d = 0; d < width; d++) {
                    centres[k * width + d] =
                            lost >= 0 ? rows[lost * width + d] : (float) (sums[k * width + d] / counts[k]);
                }
            }
        }
        return centres;
    }

    /** The nearest centre of each row. */
    static int[] nearest(float[] rows, float[] centres, int width) {
        int codes = centres.length / width;
        var lengths = new float[codes];
        for (int i = 0; i < centres.length; i++) {
            lengths[i / width] += centres[i] * centres[i];
        }
        var nearest = new int[rows.length / width];
        Arrays.parallelSetAll(nearest, i -> {
            int best = 0;
            float least = Float.MAX_VALUE;
            for (int k = 0; k < codes; k++) {
                float dot = 0;
                for (int d = 0; d < width; d++) {
                    dot += rows[i * width + d] * centres[k * width + d];
                }
                float distance = lengths[k] - 2 * dot;
                if (distance < least) {
                    least = distance;
                    best = k;
                }
            }
            return best;
        });
        return nearest;
    }
}
