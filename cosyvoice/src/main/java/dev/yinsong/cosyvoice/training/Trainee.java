package dev.yinsong.cosyvoice.training;

import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.lora.LoraTensors;
import dev.yinsong.cosyvoice.tensor.AdamW;
import dev.yinsong.cosyvoice.tensor.Noise;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tape;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** One network in training: its updates, their optimizer and what it has learned so far. */
final class Trainee implements AutoCloseable {

    final Network network;
    private final Objective objective;
    private final LoraTensors updates;
    private final AdamW optimizer;
    private final BestStates best;
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
        this.best = new BestStates(updates.parameters(), settings.keepBest());
    }

    boolean learns() {
        return log.stop().isEmpty();
    }

    /**
     * Adds the gradients of some clips, which go through the network together; returns their raw loss.
     *
     * @param seeds where the draws of each clip begin; the first is that of dropout, too
     * @param share of each clip in the step
     */
    double learn(List<Example> clips, List<Long> seeds, double share) {
        try (var scope = Scope.open();
                var tape = Tape.openInParts(seeds.getFirst())) {
            var noise = seeds.stream().map(seed -> List.of(Noise.seeded(seed))).toList();
            var loss = objective.loss(clips, noise);
            loss.mul(share * clips.size()).backward();
            double value = loss.item();
            log.learned(value, share * clips.size());
            return value;
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
            int clip = i;
            try (var scope = Scope.open()) {
                var noise = IntStream.range(0, objective.draws())
                        .mapToObj(draw -> Noise.seeded(Seeds.mix(seed, clip, draw)))
                        .toList();
                sum += objective.loss(List.of(heldOut.get(i)), List.of(noise)).item();
            }
        }
        return sum / heldOut.size();
    }

    /** Takes note of an evaluation before the first step. */
    void begin(double heldOut) {
        log.evaluated(heldOut, OptionalDouble.empty());
        best.offer(heldOut, 0, updates.parameters());
    }

    /** Takes note of an evaluation after a pass over the clips; keeps the state if it is among the best, or stops. */
    void endEpoch(double heldOut, int step) {
        var verdict = log.evaluated(heldOut, OptionalDouble.of(log.endEpoch()));
        best.offer(heldOut, step, updates.parameters());
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
            best.copyBestTo(updates.parameters());
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

    /** The states with the lowest held-out losses, the best first, and the numbers of each. */
    BestStates best() {
        return best;
    }

    /** All tensors that a saved state holds, by name. */
    Map<String, List<Tensor>> state() {
        var moments = optimizer.state();
        var state = new LinkedHashMap<>(best.tensors());
        state.put("now", updates.parameters());
        state.put("first", moments.get(0));
        state.put("second", moments.get(1));
        state.put("steps", moments.get(2));
        return state;
    }

    void restore(LossLog saved, List<BestStates.Kept> kept) {
        this.log = saved;
        best.restore(kept);
    }

    @Override
    public void close() {
        optimizer.close();
        best.close();
        updates.close();
    }
}
