package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Tensor;

/** What is added to the output of a frozen linear layer. */
@FunctionalInterface
public interface Update {

    /**
     * The output with the update.
     *
     * @param y what the layer makes of the input
     * @param x the input
     */
    Tensor addTo(Tensor y, Tensor x);
}
