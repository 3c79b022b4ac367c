package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Tensor;

/** What is added to the output of a frozen linear layer. */
@FunctionalInterface
public interface Update {

    /**
     * The output with the update.
     *
     * @param y what the layer makes of the input
     * @param x what {@link #reads} makes of the input
     */
    Tensor addTo(Tensor y, Tensor x);

    /** The input as the update reads it: some of it is dropped in training. */
    default Tensor reads(Tensor x) {
        return x;
    }
}
