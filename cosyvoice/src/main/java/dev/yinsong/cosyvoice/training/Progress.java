package dev.yinsong.cosyvoice.training;

import dev.yinsong.cosyvoice.config.Network;
import java.util.Map;

/**
 * Where a training stands after an optimiser step.
 *
 * @param step optimiser steps taken
 * @param steps optimiser steps at most
 * @param epoch passes over the clips begun, from 1
 * @param learningRate of this step
 * @param losses raw training loss of this step, of each network that still learns
 * @param heldOut raw held-out losses, if this step ended with an evaluation; else empty
 */
public record Progress(
        int step,
        int steps,
        int epoch,
        double learningRate,
        Map<Network, Double> losses,
        Map<Network, Double> heldOut) {

    public Progress {
        losses = Map.copyOf(losses);
        heldOut = Map.copyOf(heldOut);
    }
}
