package dev.yinsong.cosyvoice.training;

/** A loss became infinite or not a number. */
public final class DivergedException extends RuntimeException {

    DivergedException(Network network, double loss) {
        super("the loss of the " + network.key() + " became " + loss + " " + network.unit()
                + "; a lower learning rate or a clip that is sound helps");
    }
}
