package dev.yinsong.cosyvoice.training;

import dev.yinsong.cosyvoice.config.Network;

/** A loss became infinite or not a number. */
public final class DivergedException extends RuntimeException {

    DivergedException(Network network, double loss) {
        super("the loss of the " + network.key() + " became " + loss + " " + LossUnit.of(network)
                + "; a lower learning rate or a clip that is sound helps");
    }
}
