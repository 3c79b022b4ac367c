package dev.yinsong.cosyvoice.training;

import java.util.OptionalDouble;

/**
 * Decides when one network has learned enough, from raw losses.
 *
 * <p>It stops at the threshold of its training loss, before it overfits, or when its held-out loss has not fallen for
 * some evaluations. What counts is the state with the lowest held-out loss.
 */
public final class StopRule {

    /**
     * @param threshold raw training loss that is low enough
     * @param patience evaluations without gain after which to stop
     * @param best lowest held-out loss so far; infinite before the first
     * @param waited evaluations since then
     */
    public record State(double threshold, int patience, double best, int waited) {}

    /** What an evaluation led to. */
    public enum Verdict {
        /** The best so far: keep this state. */
        BETTER,
        /** Go on. */
        CONTINUE,
        /** The threshold is reached. */
        THRESHOLD,
        /** No gain for too long. */
        NO_GAIN
    }

    private final double threshold;
    private final int patience;
    private double best;
    private int waited;

    /** A rule that has seen nothing yet. */
    public StopRule(double threshold, int patience) {
        this(new State(threshold, patience, Double.POSITIVE_INFINITY, 0));
    }

    /** A rule that goes on from a state. */
    public StopRule(State state) {
        this.threshold = state.threshold();
        this.patience = state.patience();
        this.best = state.best();
        this.waited = state.waited();
    }

    /**
     * Takes note of an evaluation.
     *
     * @param training mean raw loss of the training clips since the last evaluation; empty before the first step
     * @param heldOut raw loss of the held-out clips
     */
    public Verdict observe(OptionalDouble training, double heldOut) {
        boolean better = heldOut < best;
        if (better) {
            best = heldOut;
            waited = 0;
        } else {
            waited++;
        }
        if (training.isPresent() && training.getAsDouble() <= threshold) {
            return Verdict.THRESHOLD;
        }
        if (better) {
            return Verdict.BETTER;
        }
        return waited >= patience ? Verdict.NO_GAIN : Verdict.CONTINUE;
    }

    /** The lowest held-out loss so far. */
    public double best() {
        return best;
    }

    /** All that a resumed training needs. */
    public State state() {
        return new State(threshold, patience, best, waited);
    }
}
