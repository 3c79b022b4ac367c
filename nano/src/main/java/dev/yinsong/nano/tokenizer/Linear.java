package dev.yinsong.nano.tokenizer;

import java.util.Arrays;

/**
 * A linear layer outside the tape, for what is decided after training.
 *
 * @param weight [out, in], row-major
 * @param bias [out]
 */
record Linear(float[] weight, float[] bias) {

    /**
     * The output with the highest score for each row.
     *
     * @param rows [n, in], row-major
     */
    int[] best(float[] rows) {
        int width = weight.length / bias.length;
        var best = new int[rows.length / width];
        Arrays.parallelSetAll(best, i -> {
            int highest = 0;
            float score = Float.NEGATIVE_INFINITY;
            for (int k = 0; k < bias.length; k++) {
                float sum = bias[k];
                for (int d = 0; d < width; d++) {
                    sum += rows[i * width + d] * weight[k * width + d];
                }
                if (sum > score) {
                    score = sum;
                    highest = k;
                }
            }
            return highest;
        });
        return best;
    }
}
