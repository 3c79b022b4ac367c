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
import dev.yinsong.nano.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Trains the flow on stretches of the corpus; writes {@code weights.safetensors} into its folder. */
public final class FlowTraining {

    private static final int FIRST_BATCH = 4, LAST_BATCH = 12; // small ones first: many steps while each teaches much
    private static final int[] STRETCHES = {64, 96, 128}; // tokens

    private final Path folder;
    private final CosyVoiceConfig config;
    private final List<Spoken> train;
    private final List<Spoken> heldOut;
    private final Parameters parameters;
    private final dev.yinsong.cosyvoice.nn.Parameters weights;

    public FlowTraining(Path folder, List<Spoken> clips, NanoSizes sizes, CosyVoiceConfig config) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.config = config;
        var usable =
                clips.stream().filter(s -> s.tokens().length > STRETCHES[0]).toList();
        this.train = usable.stream().filter(s -> !s.clip().heldOut()).toList();
        this.heldOut = usable.stream().filter(s -> s.clip().heldOut()).toList();
        this.parameters = sizes.flow(4, meanMel(train));
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

    /** Where the weights are written. */
    public static Path weights(Path folder) {
        return folder.resolve("weights.safetensors");
    }

    /** How this stage is trained for so many minutes. */
    public static Plan plan(double minutes) {
        return new Plan(1e-3, 0.9, 0.98, 0.01, 100, 1, minutes);
    }

    /** Trains up to the end of the plan and writes the weights. */
    public void run(Plan plan) throws IOException {
        try (parameters) {
            new Trainer("flow", folder.resolve("state.safetensors"), parameters, plan)
                    .run(
                            (random, share, figures) -> loss(
                                    narrow(), train, FIRST_BATCH + (int) (share * (LAST_BATCH - FIRST_BATCH)), random),
                            this::measure);
            SafeTensors.write(weights(folder), parameters.entries(), Map.of());
        }
    }

    private Flow narrow() {
        return new Flow(weights.cast(Narrow.type()).weights(), config);
    }

    private Tensor loss(Flow flow, List<Spoken> clips, int size, RandomGenerator random) {
        int tokens = STRETCHES[random.nextInt(STRETCHES.length)];
        var batch = batch(clips, size, tokens, random);
        var draw = flow.draw(batch, FlowDraw.Plan.UPSTREAM, Noise.from(random));
        return flow.loss(batch, draw).loss();
    }

    private FlowBatch batch(List<Spoken> clips, int size, int wanted, RandomGenerator random) {
        var items = new ArrayList<FlowBatch.Item>();
        int tokens = wanted;
        while (items.size() < size) {
            var spoken = clips.get(random.nextInt(clips.size()));
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
        var flow = new Flow(weights.weights(), config);
        double sum = 0;
        int rounds = 6;
        for (int i = 0; i < rounds; i++) {
            try (var scope = Scope.open()) {
                sum += loss(flow, heldOut, LAST_BATCH, new SplittableRandom(1000 + i))
                        .item();
            }
        }
        return "mean square %.4f".formatted(sum / rounds);
    }
}
