package dev.yinsong.cosyvoice.lm;

import dev.yinsong.cosyvoice.tensor.Tensor;

/**
 * The input sequences of a batch and what follows each position.
 *
 * <pre>
 *   input    [B, T, C]: start, speaker, text, task, speech
 *   lengths  valid positions of each row
 *   targets  B·T speech tokens; {@link #IGNORED} where nothing is predicted
 * </pre>
 */
public record LmBatch(Tensor input, int[] lengths, long[] targets) {

    /** The target of positions whose prediction doesn't matter. */
    public static final long IGNORED = -1;
}
