package dev.yinsong.cosyvoice.training;

import dev.yinsong.cosyvoice.config.Network;

/** The units of raw losses. */
public final class LossUnit {

    private LossUnit() {}

    /** What one unit of a network's raw training loss is. */
    public static String of(Network network) {
        return switch (network) {
            case LLM -> "nats/token"; // cross-entropy
            case FLOW -> "squared log-mel"; // mean squared error of the velocity
            case HIFT -> throw new IllegalArgumentException("the vocoder is not fine-tuned");
        };
    }
}
