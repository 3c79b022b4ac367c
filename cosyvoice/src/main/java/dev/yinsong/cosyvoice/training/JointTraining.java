package dev.yinsong.cosyvoice.training;

import dev.yinsong.common.model.TrainingDefaults;
import dev.yinsong.cosyvoice.CosyVoice;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.lora.Adapter;
import dev.yinsong.cosyvoice.lora.Factors;
import dev.yinsong.cosyvoice.lora.LoraTarget;
import dev.yinsong.cosyvoice.lora.LoraTensors;
import dev.yinsong.cosyvoice.tensor.SideBySide;
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
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * LoRA fine-tuning of the language model and the flow on the clips of one speaker.
 *
 * <p>Both learn from the same clips in the same order; each has its own optimizer and stops by its own rule, while the
 * other goes on. Losses are raw everywhere. Belongs to one thread; close it to free its memory.
 */
public final class JointTraining implements AutoCloseable {

    private static final long AUGMENTATION = 1; // its own stream of a clip's seed

    private final TrainingSettings settings;
    private final List<Example> examples, heldOut;
    private final float[] speaker;
    private final List<Trainee> trainees = new ArrayList<>();
    private final Schedule schedule;
    private final SavedState.Subject subject;
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
        this.subject = SavedState.Subject.of(base.baseHash(), settings, examples, heldOut);
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
        double share = 1.0 / (end - position.next());
        for (int from = position.next(); from < end; from += settings.clipsAtOnce()) {
            int to = Math.min(from + settings.clipsAtOnce(), end);
            learn(order.subList(from, to).stream().map(examples::get).toList(), seeds(epoch, from, to), share);
        }
        double rate = schedule.rate(position.step() + 1); // rate 0 would waste the first of few steps
        var losses = losses(trainee -> trainee.step(rate));

        boolean epochEnds = end == order.size();
        position = epochEnds
                ? new Position(position.step() + 1, epoch + 1, 0)
                : new Position(position.step() + 1, epoch, end);
        Map<Network, Double> heldOutLosses =
                epochEnds ? evaluate((trainee, loss) -> trainee.endEpoch(loss, position.step())) : Map.of();
        listener.onProgress(new Progress(position.step(), steps(), epoch + 1, rate, losses, heldOutLosses));
        if (position.step() % settings.savePointSteps() == 0 && learns()) {
            listener.onSavePoint(this);
        }
        return listener.cancelled();
    }

    /** A seed for each clip of a pass, whatever goes through the networks with it. */
    private List<Long> seeds(int epoch, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Seeds.mix(settings.seed(), epoch, i))
                .toList();
    }

    private void learn(List<Example> clips, List<Long> seeds, double share) {
        losses(trainee -> {
            var own = seeds.stream()
                    .map(seed -> Seeds.mix(seed, trainee.network.ordinal()))
                    .toList();
            return trainee.learn(trainee.network == Network.FLOW ? augmented(clips, own) : clips, own, share);
        });
    }

    /** A loss of each network that still learns, found at the same time: they share nothing that changes. */
    private Map<Network, Double> losses(ToDoubleFunction<Trainee> work) {
        var learning = trainees.stream().filter(Trainee::learns).toList();
        var found = SideBySide.run(learning.stream()
                .map(trainee -> (Supplier<Double>) () -> work.applyAsDouble(trainee))
                .toList());
        var losses = new EnumMap<Network, Double>(Network.class);
        for (int i = 0; i < learning.size(); i++) {
            losses.put(learning.get(i).network, found.get(i));
        }
        return losses;
    }

    private List<Example> augmented(List<Example> clips, List<Long> seeds) {
        return IntStream.range(0, clips.size())
                .mapToObj(i -> settings.augmentation().apply(clips.get(i), Seeds.mix(seeds.get(i), AUGMENTATION)))
                .toList();
    }

    /** Held-out losses of the networks that still learn, each handed to its network. */
    private Map<Network, Double> evaluate(ObjDoubleConsumer<Trainee> verdict) {
        var losses = losses(trainee -> trainee.evaluate(heldOut, settings.seed()));
        for (var trainee : trainees) {
            var loss = losses.get(trainee.network);
            if (loss != null) {
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
        var reports = new EnumMap<Network, TrainingOutcome.Report>(Network.class);
        trainees.forEach(trainee -> reports.put(trainee.network, trainee.report()));
        int states = trainees.stream()
                .mapToInt(trainee -> trainee.best().kept().size())
                .max()
                .orElseThrow();
        int epochs = position.next() == 0 ? position.epoch() : position.epoch() + 1;
        return new TrainingOutcome(
                IntStream.range(0, states).mapToObj(this::state).toList(),
                speaker,
                reports,
                position.step(),
                epochs,
                cancelled);
    }

    /** Each network's state of a rank, counted from 0, or its last one where it has fewer. */
    private TrainingOutcome.State state(int rank) {
        var layers = new LinkedHashMap<String, Factors>();
        var heldOut = new EnumMap<Network, Double>(Network.class);
        for (var trainee : trainees) {
            var kept = trainee.best().kept();
            var state = kept.get(Math.min(rank, kept.size() - 1));
            heldOut.put(trainee.network, state.heldOut());
            trainee.updates()
                    .factors(trainee.best().tensors(state))
                    .forEach((layer, factors) -> layers.put(trainee.network.key() + "." + layer, factors));
        }
        return new TrainingOutcome.State(
                new Adapter(settings.lora(Network.LLM), settings.lora(Network.FLOW), layers), heldOut);
    }

    /**
     * Writes everything that a later {@link #resume} needs to go on bit for bit. Call it between steps, that is from a
     * listener.
     */
    public void save(Path directory) {
        SavedState.write(directory, subject, position, trainees);
    }

    /**
     * Goes on from a saved state of a training with the same base, settings and clips.
     *
     * @throws OtherTraining if it is none; nothing has changed then, and the training can begin instead
     */
    public void resume(Path directory) {
        position = SavedState.read(directory, subject, trainees);
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
