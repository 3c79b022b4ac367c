package dev.yinsong.cosyvoice.flow;

import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Speech tokens to be turned into mel frames.
 *
 * @param tokens the speech tokens
 * @param speaker the speaker vector, as the speaker encoder gives it
 * @param steps how many steps the solver takes
 * @param prompt a sound to go on from
 * @param cache what an earlier piece of the same stream left
 * @param unwanted asked between steps; true ends the work
 */
public record FlowRequest(
        int[] tokens,
        float[] speaker,
        int steps,
        Optional<Prompt> prompt,
        Optional<FlowCache> cache,
        BooleanSupplier unwanted) {

    /**
     * The sound before the utterance.
     *
     * @param tokens its speech tokens
     * @param mel its mel frames, [1, T, M]
     */
    public record Prompt(int[] tokens, Tensor mel) {}

    /**
     * Noise and content of a piece's prompt and last frames, with which the next piece of a stream begins.
     *
     * @param noise [1, M, n]
     * @param content [1, M, n]
     */
    public record FlowCache(Tensor noise, Tensor content) {}

    public FlowRequest {
        if (tokens.length == 0) {
            throw new IllegalArgumentException("no speech tokens to speak");
        }
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be at least 1, was " + steps);
        }
    }

    /** An utterance without a prompt. */
    public static FlowRequest of(int[] tokens, float[] speaker, int steps) {
        return new FlowRequest(tokens, speaker, steps, Optional.empty(), Optional.empty(), () -> false);
    }

    /** This utterance after a prompt. */
    public FlowRequest after(Prompt before) {
        return new FlowRequest(tokens, speaker, steps, Optional.of(before), cache, unwanted);
    }

    /** This utterance as long as it is wanted. */
    public FlowRequest until(BooleanSupplier noLongerWanted) {
        return new FlowRequest(tokens, speaker, steps, prompt, cache, noLongerWanted);
    }

    /** This utterance as the next piece of a stream. */
    public FlowRequest continuing(FlowCache earlier) {
        return new FlowRequest(tokens, speaker, steps, prompt, Optional.of(earlier), unwanted);
    }
}
