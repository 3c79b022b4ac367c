package dev.yinsong.cosyvoice.lm;

import dev.yinsong.cosyvoice.tensor.Tensor;

/**
 * @param loss raw cross-entropy in nats, a token or (without {@code length_normalized_loss}) a row; a scalar
 * @param logits [N, V] at the positions that predict a token
 * @param targets the N tokens to predict
 */
public record LmLoss(Tensor loss, Tensor logits, long[] targets) {

    /** The share of positions at which the likeliest token is the right one. */
    public double accuracy() {
        var best = logits.argmax(-1).longs();
        int hits = 0;
        for (int i = 0; i < targets.length; i++) {
            hits += best[i] == targets[i] ? 1 : 0;
        }
        return (double) hits / targets.length;
    }
}
