package dev.yinsong.cosyvoice.training;

import dev.yinsong.common.model.TrainingDefaults;
import dev.yinsong.cosyvoice.CosyVoice;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.lora.Adapter;
import dev.yinsong.cosyvoice.lora.Factors;
import dev.yinsong.cosyvoice.lora.LoraTarget;
import dev.yinsong.cosyvoice.lora.LoraTensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ObjDoubleConsumer;
import java.util.stream.IntStream;

/**
 * LoRA fine-tuning of the language model and the flow on the clips of one speaker.
 *
 * <p>Both learn from the same clips in the same order; each has its own optimizer and stops by its own rule, while the
 * other goes on. Losses are raw everywhere. Belongs to one thread; close it to free its memory.
 */
public final class JointTraining implements AutoCloseable {

    private final TrainingSettings settings;
    private final List<Example> examples, heldOut;
    private final float[] speaker;
    private final List<Trainee> trainees = new ArrayList<>();
    private final Schedule schedule;
    private Position position = Position.START;

    /**
     * A training at its beginning.
     *
     * @param heldOut clips that are not learned from; at least one
     */
    public JointTraining(CosyVoice base, TrainingSettings settings, List<Example> examples, List<Example> heldOut) {
        if (examples.isEmpty() || heldOut.isEmpty()) {
            throw new IllegalArgumentException("a training needs clips to learn from and clips to hold out");
        }
        this.settings = settings;
        this.speaker = SpeakerMean.of(examples);
        this.examples = examples.stream().map(clip -> clip.spokenBy(speaker)).toList();
        this.heldOut = heldOut.stream().map(clip -> clip.spokenBy(speaker)).toList();
        var defaults = settings.defaults();
        this.schedule = Schedule.of(defaults.learningRate(), defaults.warmupSteps(), steps());
        for (var network : Network.values()) {
            if (settings.mode().trains(network)) {
                trainees.add(trainee(network, base));
            }
        }
    }

    private Trainee trainee(Network network, CosyVoice base) {
        var parameters = network == Network.LLM ? base.llm() : base.flow();
        var updates = updates(network, base);
        var objective = switch (network) {
            case LLM -> Objective.llm(parameters, base.config(), updates);
            case HIFT -> throw new IllegalArgumentException("the vocoder is not fine-tuned");
            case FLOW ->
                Objective.flow(
                        parameters, base.config(), updates, settings.defaults().frameBudget());
        };
        return new Trainee(network, objective, updates, settings);
    }

    private LoraTensors updates(Network network, CosyVoice base) {
        var config = settings.lora(network);
        var generator = new SplittableRandom(Seeds.mix(settings.seed(), network.ordinal()));
        return LoraTensors.fresh(LoraTarget.of(network, base.config(), config), config, generator);
    }

    private int stepsPerEpoch() {
        int accumulation = settings.defaults().accumulation();
        return (examples.size() + accumulation - 1) / accumulation;
    }

    /** Optimiser steps at most. */
    public int steps() {
        return stepsPerEpoch() * settings.defaults().maxEpochs();
    }

    /** Trains until every network has stopped, from wherever it is. */
    public TrainingOutcome run(TrainingListener listener) {
        if (position.equals(Position.START)) {
            var losses = evaluate(Trainee::begin);
            listener.onProgress(new Progress(0, steps(), 1, 0, Map.of(), losses));
        }
        boolean cancelled = false;
        while (learns() && position.epoch() < settings.defaults().maxEpochs() && !cancelled) {
            cancelled = step(listener);
        }
        boolean ended = cancelled;
        trainees.forEach(trainee -> trainee.stop(ended ? "cancelled" : "epochs"));
        return outcome(cancelled);
    }

    private boolean learns() {
        return trainees.stream().anyMatch(Trainee::learns);
    }

    /** One optimiser step; returns whether the listener wants no more. */
    private boolean step(TrainingListener listener) {
        int epoch = position.epoch();
        var order = order(epoch);
        int end = Math.min(position.next() + settings.defaults().accumulation(), order.size());
        for (int i = position.next(); i < end; i++) {
            learn(examples.get(order.get(i)), Seeds.mix(settings.seed(), epoch, i), 1.0 / (end - position.next()));
        }
        double rate = schedule.rate(position.step() + 1); // rate 0 would waste the first of few steps
        var losses = new EnumMap<Network, Double>(Network.class);
        trainees.stream().filter(Trainee::learns).forEach(trainee -> losses.put(trainee.network, trainee.step(rate)));

        boolean epochEnds = end == order.size();
        position = epochEnds
                ? new Position(position.step() + 1, epoch + 1, 0)
                : new Position(position.step() + 1, epoch, end);
        Map<Network, Double> heldOutLosses = epochEnds ? evaluate(Trainee::endEpoch) : Map.of();
        listener.onProgress(new Progress(position.step(), steps(), epoch + 1, rate, losses, heldOutLosses));
        if (position.step() % settings.savePointSteps() == 0 && learns()) {
            listener.onSavePoint(this);
        }
        return listener.cancelled();
    }

    private void learn(Example example, long seed, double share) {
        for (var trainee : trainees) {
            if (trainee.learns()) {
                trainee.learn(example, Seeds.mix(seed, trainee.network.ordinal()), share);
            }
        }
    }

    /** Held-out losses of the networks that still learn, each handed to its network. */
    private Map<Network, Double> evaluate(ObjDoubleConsumer<Trainee> verdict) {
        var losses = new EnumMap<Network, Double>(Network.class);
        for (var trainee : trainees) {
            if (trainee.learns()) {
                double loss = trainee.evaluate(heldOut, settings.seed());
                losses.put(trainee.network, loss);
                verdict.accept(trainee, loss);
            }
        }
        return losses;
    }

    private List<Integer> order(int epoch) {
        var order = new ArrayList<>(IntStream.range(0, examples.size()).boxed().toList());
        Collections.shuffle(order, new Random(Seeds.mix(settings.seed(), epoch)));
        return order;
    }

    private TrainingOutcome outcome(boolean cancelled) {
        var layers = new LinkedHashMap<String, Factors>();
        var reports = new EnumMap<Network, TrainingOutcome.Report>(Network.class);
        for (var trainee : trainees) {
            trainee.updates()
                    .factors()
                    .forEach((layer, factors) -> layers.put(trainee.network.key() + "." + layer, factors));
            reports.put(trainee.network, trainee.report());
        }
        var adapter = new Adapter(settings.lora(Network.LLM), settings.lora(Network.FLOW), layers);
        int epochs = position.next() == 0 ? position.epoch() : position.epoch() + 1;
        return new TrainingOutcome(adapter, speaker, reports, position.step(), epochs, cancelled);
    }

    /**
     * Writes everything that a later {@link #resume} needs to go on bit for bit. Call it between steps, that is from a
     * listener.
     */
    public void save(Path directory) {
        SavedState.write(directory, settings, position, trainees);
    }

    /**
     * Goes on from a saved state of a training with the same base, settings and clips.
     *
     * @throws IllegalArgumentException if the state is of another training
     */
    public void resume(Path directory) {
        position = SavedState.read(directory, settings, trainees);
    }

    /** What the base recommends, for a caller's overview. */
    public TrainingDefaults defaults() {
        return settings.defaults();
    }

    @Override
    public void close() {
        trainees.forEach(Trainee::close);
    }
}
