package dev.yinsong.synth.engine;

import org.jspecify.annotations.Nullable;

/**
 * How to speak. What is left out is as the base model's settings say.
 *
 * @param seed the same seed, text and version give the same sound
 * @param speed 1 is as the voice speaks, 2 is twice as fast
 * @param temperature divides the logits; below 1 is safer, above livelier
 * @param topP the probability that nucleus sampling keeps
 * @param topK the most tokens that nucleus sampling keeps
 * @param steps of the flow's solver; fewer are faster and coarser
 */
public record Manner(
        long seed,
        double speed,
        @Nullable Double temperature,
        @Nullable Double topP,
        @Nullable Integer topK,
        @Nullable Integer steps) {

    /** The same manner for another piece of the same text. */
    public Manner forPiece(int index) {
        return new Manner(seed + index, speed, temperature, topP, topK, steps);
    }
}
