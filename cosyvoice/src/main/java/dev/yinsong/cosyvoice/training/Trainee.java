package dev.yinsong.cosyvoice.training;

import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.lora.LoraTensors;
import dev.yinsong.cosyvoice.tensor.AdamW;
import dev.yinsong.cosyvoice.tensor.Noise;
import dev.yinsong.cosyvoice.tensor.Runtime;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tape;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** One network in training: its updates, their optimizer and what it has learned so far. */
final class Trainee implements AutoCloseable {

    final Network network;
    private final Objective objective;
    private final LoraTensors updates;
    private final AdamW optimizer;
    private final List<Tensor> best = new ArrayList<>();
    private final double clip;
    private LossLog log;

    Trainee(Network network, Objective objective, LoraTensors updates, TrainingSettings settings) {
        this.network = network;
        this.objective = objective;
        this.updates = updates.requireGradients();
        this.optimizer = new AdamW(
                updates.parameters(), AdamW.Settings.decay(settings.defaults().weightDecay()));
        this.clip = settings.defaults().gradientClip();
        this.log =
                LossLog.begin(settings.threshold(network), settings.defaults().patience());
        try (var scope = Scope.open()) {
            updates.parameters()
                    .forEach(parameter ->
                            best.add(scope.detach(parameter.detached().copy())));
        }
    }

    boolean learns() {
        return log.stop().isEmpty();
    }

    /**
     * Adds the gradients of one clip.
     *
     * @param share of this clip in the step
     */
    void learn(Example example, long seed, double share) {
        Runtime.seed(seed); // dropout
        try (var scope = Scope.open();
                var tape = Tape.open()) {
            var loss = objective.loss(example, Noise.seeded(seed));
            loss.mul(share).backward();
            log.learned(loss.item(), share);
        }
    }

    /** Takes an optimiser step; returns the raw loss of its clips. */
    double step(double rate) {
        double loss = log.endStep();
        if (!Double.isFinite(loss)) {
            throw new DivergedException(network, loss);
        }
        optimizer.clip(clip);
        optimizer.step(rate);
        return loss;
    }

    /** The raw loss of clips that are not learned from, with the same draws at each call. */
    double evaluate(List<Example> heldOut, long seed) {
        double sum = 0;
        for (int i = 0; i < heldOut.size(); i++) {
            for (int draw = 0; draw < objective.draws(); draw++) {
                try (var scope = Scope.open()) {
                    var noise = Noise.seeded(Seeds.mix(seed, i, draw));
                    sum += objective.loss(heldOut.get(i), noise).item() / objective.draws();
                }
            }
        }
        return sum / heldOut.size();
    }

    /** Takes note of an evaluation before the first step. */
    void begin(double heldOut) {
        log.evaluated(heldOut, OptionalDouble.empty());
    }

    /** Takes note of an evaluation after a pass over the clips; keeps the state if it is the best, or stops. */
    void endEpoch(double heldOut) {
        var verdict = log.evaluated(heldOut, OptionalDouble.of(log.endEpoch()));
        if (log.isBest()) {
            copy(updates.parameters(), best);
        }
        switch (verdict) {
            case THRESHOLD -> stop("threshold");
            case NO_GAIN -> stop("no-gain");
            case BETTER, CONTINUE -> {}
        }
    }

    /** Ends the learning, if it has not ended, at the best state. */
    void stop(String reason) {
        if (learns()) {
            log.stopped(reason);
            copy(best, updates.parameters());
        }
    }

    TrainingOutcome.Report report() {
        return log.report();
    }

    /** The updates' numbers as they are now: the best ones once it has stopped. */
    LoraTensors updates() {
        return updates;
    }

    LossLog log() {
        return log;
    }

    /** All tensors that a saved state holds, by name. */
    java.util.Map<String, List<Tensor>> state() {
        var moments = optimizer.state();
        return java.util.Map.of(
                "now", updates.parameters(),
                "best", best,
                "first", moments.get(0),
                "second", moments.get(1),
                "steps", moments.get(2));
    }

    void restore(LossLog saved) {
        this.log = saved;
    }

    private static void copy(List<Tensor> from, List<Tensor> to) {
        for (int i = 0; i < from.size(); i++) {
            to.get(i).assign(from.get(i));
        }
    }

    @Override
    public void close() {
        optimizer.close();
        best.forEach(Tensor::close);
        updates.close();
    }
}
