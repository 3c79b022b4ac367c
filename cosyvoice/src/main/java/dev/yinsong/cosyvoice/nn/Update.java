package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Tensor;

/** What is added to the output of a frozen linear layer. */
public sealed interface Update permits LowRank, Update.OfRows {

    /** An update of each row of a batch by itself. */
    @FunctionalInterface
    non-sealed interface OfRows extends Update {

        /**
         * The output with the update.
         *
         * @param y what the layer makes of the input
         * @param x the input
         */
        Tensor addTo(Tensor y, Tensor x);
    }
}
