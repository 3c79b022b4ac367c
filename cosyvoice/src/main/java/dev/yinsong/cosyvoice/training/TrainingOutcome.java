package dev.yinsong.cosyvoice.training;

import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.lora.Adapter;
import java.util.List;
import java.util.Map;

/**
 * What a training ended with.
 *
 * @param states what was kept, those with the lowest held-out losses first; at least one
 * @param speaker the speaker vector that all clips were trained with, and the voice speaks with
 * @param reports of each trained network
 * @param steps optimiser steps taken
 * @param epochs passes over the clips begun
 * @param cancelled whether the listener ended it
 */
public record TrainingOutcome(
        List<State> states, float[] speaker, Map<Network, Report> reports, int steps, int epochs, boolean cancelled) {

    public TrainingOutcome {
        states = List.copyOf(states);
    }

    /** The updates of each trained network, with its lowest held-out loss. */
    public Adapter adapter() {
        return states.getFirst().adapter();
    }

    /**
     * The updates of each trained network at some step of its own.
     *
     * @param heldOut raw held-out losses of just that state
     */
    public record State(Adapter adapter, Map<Network, Double> heldOut) {

        public State {
            heldOut = Map.copyOf(heldOut);
        }
    }

    /**
     * One network's losses, all raw.
     *
     * @param trainingStart mean over the first pass
     * @param trainingEnd mean over the last pass
     * @param heldOutStart before the first step
     * @param heldOutBest of the state that was kept
     * @param stop why it stopped: {@code threshold}, {@code no-gain}, {@code epochs} or {@code cancelled}
     */
    public record Report(
            double trainingStart, double trainingEnd, double heldOutStart, double heldOutBest, String stop) {}
}
