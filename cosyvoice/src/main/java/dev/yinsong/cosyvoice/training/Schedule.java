package dev.yinsong.cosyvoice.training;

/**
 * The learning rate over optimiser steps: a linear warm-up, then half a cosine down to a floor.
 *
 * @param peak the rate after the warm-up
 * @param warmup steps of the warm-up; the first of them has rate 0
 * @param total steps until the floor is reached
 * @param floor the lowest rate after the warm-up
 */
public record Schedule(double peak, int warmup, int total, double floor) {

    private static final double SHORTEST_TRAINING_SHARE = 0.1;

    /** A schedule whose warm-up is a tenth of a short training at most: ten clips make few steps. */
    public static Schedule of(double peak, int warmup, int total) {
        return new Schedule(peak, Math.min(warmup, (int) Math.ceil(total * SHORTEST_TRAINING_SHARE)), total, 1e-6);
    }

    /** The rate of a step, counted from 0. */
    public double rate(int step) {
        if (step < warmup) {
            return peak * step / Math.max(1, warmup);
        }
        double progress = (double) (step - warmup) / Math.max(1, total - warmup);
        return Math.max(floor, peak * 0.5 * (1 + Math.cos(Math.PI * progress)));
    }
}
