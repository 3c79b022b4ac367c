package dev.yinsong.cosyvoice.training;

import dev.yinsong.cosyvoice.training.StopRule.Verdict;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The raw losses of one network over a training, and when it stopped. */
final class LossLog {

    /** All of it as plain numbers, for a saved state; losses that are not known yet are absent. */
    record State(
            StopRule.State rule,
            double epochSum,
            int epochSteps,
            @Nullable Double firstEpoch,
            @Nullable Double lastEpoch,
            @Nullable Double heldOutStart,
            @Nullable String stop) {}

    private final StopRule rule;
    private double stepSum;
    private double epochSum;
    private int epochSteps;
    private @Nullable Double firstEpoch, lastEpoch, heldOutStart;
    private @Nullable String stop;

    private LossLog(StopRule rule) {
        this.rule = rule;
    }

    static LossLog begin(double threshold, int patience) {
        return new LossLog(new StopRule(threshold, patience));
    }

    static LossLog resume(State state) {
        var log = new LossLog(new StopRule(state.rule));
        log.epochSum = state.epochSum;
        log.epochSteps = state.epochSteps;
        log.firstEpoch = state.firstEpoch;
        log.lastEpoch = state.lastEpoch;
        log.heldOutStart = state.heldOutStart;
        log.stop = state.stop;
        return log;
    }

    State state() {
        return new State(rule.state(), epochSum, epochSteps, firstEpoch, lastEpoch, heldOutStart, stop);
    }

    void learned(double loss, double share) {
        stepSum += loss * share;
    }

    /** The mean loss of the step that ends. */
    double endStep() {
        double loss = stepSum;
        stepSum = 0;
        epochSum += loss;
        epochSteps++;
        return loss;
    }

    /** The mean loss of the pass that ends. */
    double endEpoch() {
        double mean = epochSum / epochSteps;
        if (firstEpoch == null) {
            firstEpoch = mean;
        }
        lastEpoch = mean;
        epochSum = 0;
        epochSteps = 0;
        return mean;
    }

    Verdict evaluated(double heldOut, OptionalDouble training) {
        if (heldOutStart == null) {
            heldOutStart = heldOut;
        }
        return rule.observe(training, heldOut);
    }

    void stopped(String reason) {
        stop = reason;
    }

    Optional<String> stop() {
        return Optional.ofNullable(stop);
    }

    TrainingOutcome.Report report() {
        return new TrainingOutcome.Report(
                known(firstEpoch), known(lastEpoch), known(heldOutStart), rule.best(), stop == null ? "" : stop);
    }

    private static double known(@Nullable Double loss) {
        return loss == null ? Double.NaN : loss;
    }
}
