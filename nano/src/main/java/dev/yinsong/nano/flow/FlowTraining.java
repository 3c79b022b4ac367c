package dev.yinsong.nano.flow;

import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.flow.Flow;
import dev.yinsong.cosyvoice.flow.FlowBatch;
import dev.yinsong.cosyvoice.flow.FlowDraw;
import dev.yinsong.cosyvoice.tensor.Noise;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import dev.yinsong.nano.feature.Clip;
import dev.yinsong.nano.model.NanoSizes;
import dev.yinsong.nano.token.Spoken;
import dev.yinsong.nano.training.Narrow;
import dev.yinsong.nano.training.Parameters;
import dev.yinsong.nano.training.Plan;
import dev.yinsong.nano.training.StageFiles;
import dev.yinsong.nano.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Trains the flow on stretches of the corpus; writes {@code weights.safetensors} into its folder.
 *
 * <p>Some of the stretches are of voices that don't speak well enough to learn speaking from: they teach what the speaker
 * vector means, so that a voice that nobody heard starts nearer to itself.
 */
public final class FlowTraining {

    private static final int FIRST_BATCH = 4, LAST_BATCH = 12; // small ones first: many steps while each teaches much
    private static final int[] STRETCHES = {64, 96, 128}; // tokens
    private static final double OTHERS = 0.35; // share of stretches of voices that aren't fluent
    private static final int ROUNDS = 6; // of measuring

    private final Path folder;
    private final CosyVoiceConfig config;
    private final Stretches fluent;
    private final Stretches others;
    private final Parameters parameters;
    private final dev.yinsong.cosyvoice.nn.Parameters weights;

    /**
     * @param fluent clips of the voices that the model is to speak with
     * @param others clips of other voices, or none
     */
    public FlowTraining(Path folder, List<Spoken> fluent, List<Spoken> others, NanoSizes sizes, CosyVoiceConfig config)
            throws IOException {
        this.folder = Files.createDirectories(folder);
        this.config = config;
        this.fluent = Stretches.of(fluent, STRETCHES[0]);
        this.others = Stretches.of(others, STRETCHES[0]);
        this.parameters = sizes.flow(4, meanMel(this.fluent.train()));
        // Nano learns for too short a time to learn by heart, so nothing is dropped.
        this.weights =
                dev.yinsong.cosyvoice.nn.Parameters.trainable(parameters.all()).withoutDropout();
    }

    private static float[] meanMel(List<Spoken> clips) {
        var sum = new double[Clip.MEL];
        long frames = 0;
        for (int i = 0; i < clips.size(); i += Math.max(1, clips.size() / 200)) {
            float[] mel = clips.get(i).clip().mel();
            for (int k = 0; k < mel.length; k++) {
                sum[k % Clip.MEL] += mel[k];
            }
            frames += mel.length / Clip.MEL;
        }
        var mean = new float[Clip.MEL];
        for (int m = 0; m < mean.length; m++) {
            mean[m] = (float) (sum[m] / frames);
        }
        return mean;
    }

    /** How this stage is trained for so many minutes. */
    public static Plan plan(double minutes) {
        return new Plan(1e-3, 0.9, 0.98, 0.01, 100, 1, minutes);
    }

    /** Trains up to the end of the plan and writes the weights. */
    public void run(Plan plan) throws IOException {
        try (parameters) {
            new Trainer("flow", StageFiles.state(folder), parameters, plan)
                    .run((random, share, figures) -> learn(share, random), this::measure);
            SafeTensors.write(StageFiles.weights(folder), parameters.entries(), Map.of());
        }
    }

    private Tensor learn(double share, RandomGenerator random) {
        int size = FIRST_BATCH + (int) (share * (LAST_BATCH - FIRST_BATCH));
        var flow = new Flow(weights.cast(Narrow.type()).weights(), config);
        return loss(flow, size, random, () -> draw(random));
    }

    private Spoken draw(RandomGenerator random) {
        boolean other = random.nextDouble() < OTHERS && !others.train().isEmpty();
        return any(other ? others.train() : fluent.train(), random);
    }

    private static Spoken any(List<Spoken> clips, RandomGenerator random) {
        return clips.get(random.nextInt(clips.size()));
    }

    private Tensor loss(Flow flow, int size, RandomGenerator random, Supplier<Spoken> clips) {
        int tokens = STRETCHES[random.nextInt(STRETCHES.length)];
        var batch = batch(clips, size, tokens, random);
        var draw = flow.draw(batch, FlowDraw.Plan.UPSTREAM, Noise.from(random));
        return flow.loss(batch, draw).loss();
    }

    private FlowBatch batch(Supplier<Spoken> clips, int size, int wanted, RandomGenerator random) {
        var items = new ArrayList<FlowBatch.Item>();
        int tokens = wanted;
        while (items.size() < size) {
            var spoken = clips.get();
            if (spoken.tokens().length <= tokens) {
                tokens = items.isEmpty() ? STRETCHES[0] : tokens; // a corpus of short clips only
                if (spoken.tokens().length <= tokens) {
                    continue;
                }
            }
            int frames = config.frames(tokens);
            int from = random.nextInt(spoken.tokens().length - tokens);
            int frame = (int) Math.round(from * config.frameRate() / Clip.TOKEN_RATE);
            if (frame + frames > spoken.clip().frames()) {
                continue;
            }
            items.add(new FlowBatch.Item(
                    Arrays.copyOfRange(spoken.tokens(), from, from + tokens),
                    spoken.clip().mel(frame, frames),
                    frames,
                    random.nextBoolean() ? spoken.voice() : spoken.speaker()));
        }
        return new FlowBatch(items);
    }

    private String measure() {
        return "mean square %.4f".formatted(heldOut(fluent.heldOut()))
                + (others.heldOut().isEmpty() ? "" : ", of other voices %.4f".formatted(heldOut(others.heldOut())));
    }

    private double heldOut(List<Spoken> clips) {
        var flow = new Flow(weights.weights(), config);
        double sum = 0;
        for (int i = 0; i < ROUNDS; i++) {
            try (var scope = Scope.open()) {
                var random = new SplittableRandom(1000 + i);
                sum += loss(flow, LAST_BATCH, random, () -> any(clips, random)).item();
            }
        }
        return sum / ROUNDS;
    }

    /** Clips that are longer than a stretch. */
    private record Stretches(List<Spoken> train, List<Spoken> heldOut) {

        static Stretches of(List<Spoken> clips, int tokens) {
            var usable = clips.stream()
                    .filter(s -> s.tokens().length > tokens)
                    .collect(Collectors.partitioningBy(s -> s.clip().heldOut()));
            return new Stretches(usable.getOrDefault(false, List.of()), usable.getOrDefault(true, List.of()));
        }
    }
}
