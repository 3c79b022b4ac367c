package dev.yinsong.cosyvoice.lm;

import dev.yinsong.cosyvoice.config.SamplingConfig;

/**
 * How the next token is drawn.
 *
 * @param temperature divides the scores; 1 leaves them
 * @param topP the nucleus: the likeliest tokens whose probabilities just exceed it together
 * @param topK how many tokens the nucleus has at most
 * @param window how many tokens back a repetition is looked for
 * @param repetitionShare share of the window that one token may fill before it is drawn anew from all others
 */
public record Sampling(double temperature, double topP, int topK, int window, double repetitionShare) {

    public Sampling {
        if (!(temperature > 0) || !(topP > 0 && topP <= 1) || topK < 1 || window < 0 || repetitionShare < 0) {
            throw new IllegalArgumentException(
                    "sampling needs a positive temperature, 0 < top_p <= 1 and top_k >= 1; was " + temperature + ", "
                            + topP + ", " + topK);
        }
    }

    /** The configuration's values, at temperature 1. */
    public static Sampling of(SamplingConfig config) {
        return new Sampling(1, config.topP(), config.topK(), config.window(), config.repetition());
    }

    /** The same with other values of what a request may choose. */
    public Sampling with(double newTemperature, double newTopP, int newTopK) {
        return new Sampling(newTemperature, newTopP, newTopK, window, repetitionShare);
    }
}
