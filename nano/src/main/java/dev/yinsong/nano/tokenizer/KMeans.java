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
        float[] centres = drawn(rows, width, codes, random);
        for (int round = 0; round < rounds; round++) {
            // One that has lost its rows starts again from one that is drawn.
            centres = means(rows, nearest(rows, centres, width), width, drawn(rows, width, codes, random));
        }
        return centres;
    }

    private static float[] drawn(float[] rows, int width, int codes, RandomGenerator random) {
        var drawn = new float[codes * width];
        for (int k = 0; k < codes; k++) {
            System.arraycopy(rows, random.nextInt(rows.length / width) * width, drawn, k * width, width);
        }
        return drawn;
    }

    /**
     * The mean of the rows of each code.
     *
     * @param labels the code of each row
     * @param otherwise what a code without rows gets instead [codes, width]
     */
    static float[] means(float[] rows, int[] labels, int width, float[] otherwise) {
        var sums = new double[otherwise.length];
        var counts = new int[otherwise.length / width];
        for (int i = 0; i < labels.length; i++) {
            counts[labels[i]]++;
            for (int d = 0; d < width; d++) {
                sums[labels[i] * width + d] += rows[i * width + d];
            }
        }
        var means = otherwise.clone();
        for (int i = 0; i < means.length; i++) {
            int count = counts[i / width];
            means[i] = count == 0 ? means[i] : (float) (sums[i] / count);
        }
        return means;
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
