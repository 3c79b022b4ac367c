package dev.yinsong.cosyvoice.lm;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * Repetition-aware sampling (Chen et al., VALL-E 2, 2024): a token drawn from the nucleus that fills too much of the
 * recent past is drawn anew from all other tokens; upstream's {@code ras_sampling}.
 *
 * <p>A draw takes the first token whose cumulated probability exceeds a uniform number, so a seed repeats exactly.
 */
public final class RasSampler {

    private final Sampling sampling;
    private final DoubleSupplier uniforms;

    /** @param uniforms numbers in [0, 1), one for each draw */
    public RasSampler(Sampling sampling, DoubleSupplier uniforms) {
        this.sampling = sampling;
        this.uniforms = uniforms;
    }

    /**
     * Draws a token.
     *
     * @param scores log-probabilities, up to a constant; forbidden tokens are at minus infinity
     * @param history the tokens drawn so far
     */
    int draw(float[] scores, IntHistory history) {
        var probabilities = softmax(scores, sampling.temperature());
        var nucleus = nucleus(probabilities);
        int token = nucleus.ids()[pick(nucleus.probabilities())];
        if (history.count(token, sampling.window()) < sampling.window() * sampling.repetitionShare()) {
            return token;
        }
        var others = scores.clone();
        others[token] = Float.NEGATIVE_INFINITY; // not its probability, beside which all others may have vanished
        return pick(softmax(others, sampling.temperature()));
    }

    /** The likeliest tokens, the likeliest first, with their probabilities. */
    record Nucleus(int[] ids, double[] probabilities) {}

    Nucleus nucleus(double[] probabilities) {
        int[] order = likeliest(probabilities, Math.min(sampling.topK(), probabilities.length));
        int kept = 0;
        double sum = 0;
        while (kept < order.length && sum < sampling.topP()) {
            sum += probabilities[order[kept++]];
        }
        int[] ids = Arrays.copyOf(order, kept);
        return new Nucleus(
                ids, Arrays.stream(ids).mapToDouble(i -> probabilities[i]).toArray());
    }

    /** The places of the largest values, the largest first; of equal ones, the first. */
    private static int[] likeliest(double[] values, int count) {
        var places = new int[count];
        int found = 0;
        for (int i = 0; i < values.length; i++) {
            if (found == count && values[i] <= values[places[count - 1]]) {
                continue;
            }
            int at = found < count ? found++ : count - 1;
            for (; at > 0 && values[places[at - 1]] < values[i]; at--) {
                places[at] = places[at - 1];
            }
            places[at] = i;
        }
        return places;
    }

    private int pick(double[] weights) {
        double total = Arrays.stream(weights).sum();
        double wanted = uniforms.getAsDouble() * total;
        double sum = 0;
        int last = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                last = i;
            }
            sum += weights[i];
            if (sum > wanted) {
                return i;
            }
        }
        return last; // rounding left the sum below the total
    }

    static double[] softmax(float[] scores, double temperature) {
        float max = Float.NEGATIVE_INFINITY;
        for (float score : scores) {
            max = Math.max(max, score);
        }
        if (!Float.isFinite(max)) {
            throw new ArithmeticException("the scores of the next token are not finite: " + max);
        }
        var probabilities = new double[scores.length];
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] = Math.exp(((double) scores[i] - max) / temperature);
            sum += probabilities[i];
        }
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }
}
