package dev.yinsong.nano.tokenizer;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** K-means (Lloyd) over rows of a matrix. */
final class KMeans {

    private KMeans() {}

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
        var drawn = new float[codes * width];
        for (int k = 0; k < codes; k++) {
            System.arraycopy(rows, random.nextInt(n) * width, drawn, k * width, width);
        }
        float[] centres = drawn;
        for (int round = 0; round < rounds; round++) {
            centres = centres(rows, width, codes, nearest(rows, centres, width), random);
        }
        return centres;
    }

    /** The mean of the rows of each code; one that has none gets a row that is drawn. */
    private static float[] centres(float[] rows, int width, int codes, int[] labels, RandomGenerator random) {
        var sums = new double[codes * width];
        var counts = new int[codes];
        for (int i = 0; i < labels.length; i++) {
            counts[labels[i]]++;
            for (int d = 0; d < width; d++) {
                sums[labels[i] * width + d] += rows[i * width + d];
            }
        }
        var centres = new float[codes * width];
        for (int k = 0; k < codes; k++) {
            int lost = counts[k] == 0 ? random.nextInt(labels.length) : -1;
            for (int d = 0; d < width; d++) {
                centres[k * width + d] = lost >= 0 ? rows[lost * width + d] : (float) (sums[k * width + d] / counts[k]);
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
