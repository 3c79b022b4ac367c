package dev.yinsong.cosyvoice.golden;

import dev.yinsong.common.golden.GoldenRow;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.flow.Flow;
import dev.yinsong.cosyvoice.lm.SpeechLm;
import dev.yinsong.cosyvoice.lora.Factors;
import dev.yinsong.cosyvoice.lora.LoraTensors;
import dev.yinsong.cosyvoice.nn.AttentionObserver;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.tensor.AdamW;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tape;
import dev.yinsong.cosyvoice.tensor.Tensor;
import dev.yinsong.cosyvoice.training.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Joint low-rank training against {@code lora.golden.safetensors} of a folder: the seed project's, whose loss is twice
 * the language model's plus the flow's, and whose flow learns (mel + 6) / 2 at times of the configuration's schedule.
 */
public final class LoraGolden {

    private static final double LLM_WEIGHT = 2, RATE = 0.01, DECAY = 0.01, CLIP = 1;
    private static final int STEPS = 3;
    private static final double PEAK = 2e-4, FLOOR = 1e-6; // of the rate table
    private static final double UNSTEADY = 1e-2; // of the largest gradient of a tensor
    private static final double STEP_SHARE = 1.5e-5; // of the largest loss or norm: rounding grows with both
    private static final double AFTER_STEP = 5e-5,
            AFTER_STEPS = 1e-3,
            LOSS = 1e-5,
            GRADIENT = 1e-5,
            GRADIENT_FLOOR = 1e-7,
            OUTPUT = 3e-5;
    private static final Pattern RATES = Pattern.compile("lr_table\\.warmup(\\d+)_total(\\d+)");

    private final CosyVoiceConfig config;
    private final Parameters llm, flow;
    private final SafeTensors golden;
    private final LoraInputs inputs;
    private final GoldenRows rows;
    private final Map<String, Double> scales = new LinkedHashMap<>();

    private LoraGolden(Path folder, CosyVoiceConfig config, Parameters llm, Parameters flow) {
        this.config = config;
        this.llm = llm;
        this.flow = flow;
        this.golden = SafeTensors.open(folder.resolve("lora.golden.safetensors"));
        this.inputs = new LoraInputs(golden, config.flow());
        this.rows = new GoldenRows("lora.golden", golden);
        for (var network : List.of("llm", "flow")) {
            scales.put(network, scale(folder.resolve("lora_targets_" + network + ".txt")));
        }
    }

    /** Compares all that is required of models whose weights are given in F32. */
    public static List<GoldenRow> compare(Path folder, CosyVoiceConfig config, Parameters llm, Parameters flow) {
        var check = new LoraGolden(folder, config, llm, flow);
        check.schedule();
        check.constantRate();
        check.accumulated();
        return check.rows.all();
    }

    /** The scale α/r in the fourth column of a list of adapted layers. */
    private static double scale(Path targets) {
        try (var lines = Files.lines(targets)) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> Double.parseDouble(line.split("\\s+")[3]))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + targets + ": " + e.getMessage(), e);
        }
    }

    private void schedule() {
        for (var name : golden.names()) {
            var rates = RATES.matcher(name);
            if (rates.matches()) {
                var schedule =
                        new Schedule(PEAK, Integer.parseInt(rates.group(1)), Integer.parseInt(rates.group(2)), FLOOR);
                var actual = new float[golden.tensor(name).elements()];
                for (int i = 0; i < actual.length; i++) {
                    actual[i] = (float) schedule.rate(i);
                }
                rows.compare(name, actual, 1e-6 * PEAK);
            }
        }
    }

    /** Three steps on the whole batch; also compares all that can be seen before and after them. */
    private void constantRate() {
        try (var model = new Model();
                var optimizer = model.optimizer()) {
            model.layer();
            var batch = inputs.all();
            var losses = new ArrayList<float[]>();
            var norms = new float[STEPS];
            for (int step = 0; step < STEPS; step++) {
                try (var scope = Scope.open();
                        var tape = Tape.open()) {
                    var result = model.forward(batch);
                    if (step == 0) {
                        result.compare("fwd");
                        rows.compare("fwd.llm_loss", result.llmLoss, LOSS * result.llmLoss.item());
                        rows.compare("fwd.llm_acc", new float[] {(float) result.accuracy}, 1e-6);
                        rows.compare("fwd.flow_loss", result.flowLoss, LOSS * result.flowLoss.item());
                    }
                    result.loss.backward();
                    losses.add(result.row());
                }
                if (step == 0) {
                    model.compareGradients();
                }
                norms[step] = (float) optimizer.clip(CLIP);
                optimizer.step(RATE);
                if (step == 0) {
                    model.compareUpdates("opt_const.after_step1.", 1);
                }
            }
            compareSteps("opt_const", losses, norms);
            model.compareUpdates("opt_const.final.", STEPS);
            try (var scope = Scope.open()) {
                model.forward(batch).compare("after_opt_const");
            }
            model.compareMerged(batch);
        }
    }

    /** Steps that sum up the gradients of the batch's items, one by one. */
    private void accumulated() {
        try (var model = new Model();
                var optimizer = model.optimizer()) {
            int items = inputs.count();
            var losses = new ArrayList<float[]>();
            var norms = new float[STEPS];
            for (int step = 0; step < STEPS; step++) {
                for (int item = 0; item < items; item++) {
                    try (var scope = Scope.open();
                            var tape = Tape.open()) {
                        var result = model.forward(inputs.batch(item, item + 1));
                        result.loss.mul(1.0 / items).backward();
                        losses.add(result.row());
                    }
                }
                norms[step] = (float) optimizer.clip(CLIP);
                optimizer.step(RATE);
            }
            compareSteps("opt_acc2", losses, norms);
        }
    }

    private void compareSteps(String name, List<float[]> losses, float[] norms) {
        rows.compare(name + ".losses(loss,2*llm,flow,acc)", joined(losses), STEP_SHARE, OUTPUT * 10);
        rows.compare(name + ".grad_norm_before_clip", norms, STEP_SHARE, OUTPUT);
    }

    private static float[] joined(List<float[]> rows) {
        int width = rows.getFirst().length;
        var joined = new float[rows.size() * width];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, joined, i * width, width);
        }
        return joined;
    }

    // ---- the adapted networks

    private final class Model implements AutoCloseable {

        private final LoraTensors llmUpdates = initial("llm"), flowUpdates = initial("flow");
        private final SpeechLm lm = new SpeechLm(llm.weights().adapted(llmUpdates::of), config.llm());
        private final Flow flowNet = new Flow(flow.weights().adapted(flowUpdates::of), config);

        private LoraTensors initial(String network) {
            var values = new LinkedHashMap<String, Factors>();
            var prefix = "init." + network + ".";
            for (var name : golden.names()) {
                if (name.startsWith(prefix) && name.endsWith(".lora_A")) {
                    var layer = name.substring(prefix.length(), name.length() - ".lora_A".length());
                    var a = golden.tensor(name);
                    var b = golden.tensor(prefix + layer + ".lora_B");
                    values.put(
                            layer,
                            new Factors(
                                    Math.toIntExact(a.shape()[0]),
                                    Math.toIntExact(a.shape()[1]),
                                    Math.toIntExact(b.shape()[0]),
                                    a.floats(),
                                    b.floats()));
                }
            }
            double scale = java.util.Objects.requireNonNull(scales.get(network));
            return LoraTensors.of(values, scale, 0).requireGradients();
        }

        AdamW optimizer() {
            return new AdamW(
                    Stream.concat(llmUpdates.parameters().stream(), flowUpdates.parameters().stream())
                            .toList(),
                    AdamW.Settings.decay(DECAY));
        }

        Forward forward(LoraInputs.Batch batch) {
            return LoraGolden.this.forward(lm, flowNet, batch);
        }

        void layer() {
            if (!golden.has("layer.x")) {
                return;
            }
            try (var scope = Scope.open()) {
                var x = golden.tensor("layer.x");
                var y = llm.weights()
                        .adapted(llmUpdates::of)
                        .linear("llm.encoders.0.feed_forward.w_1")
                        .apply(Tensor.of(x.floats(), x.shape()));
                rows.compare("layer.y", y);
            }
        }

        void compareGradients() {
            forEach("grad.", (name, parameter) -> {
                double largest = largest(golden.tensor(name).floats());
                var gradient = parameter.gradient().orElseThrow();
                rows.compare(name, gradient, GRADIENT * largest + GRADIENT_FLOOR);
            });
        }

        /**
         * Compares parameters after some steps. Adam's step has the size of the rate whatever the gradient's, so where
         * a gradient is close to zero its rounding decides the direction; such elements are compared with two steps'
         * worth of tolerance, by scaling their difference down to the others'.
         */
        void compareUpdates(String prefix, int steps) {
            forEach(prefix, (name, parameter) -> {
                float[] gradient =
                        golden.tensor("grad." + name.substring(prefix.length())).floats();
                float[] expected = golden.tensor(name).floats();
                float[] actual = parameter.floats();
                double unsteady = UNSTEADY * largest(gradient);
                double tolerance = steps == 1 ? AFTER_STEP : AFTER_STEPS;
                for (int i = 0; i < actual.length; i++) {
                    if (Math.abs(gradient[i]) < unsteady) {
                        actual[i] = (float) (expected[i] + (actual[i] - expected[i]) * tolerance / (2 * RATE * steps));
                    }
                }
                rows.compare(name, actual, tolerance);
            });
        }

        private void forEach(String prefix, java.util.function.BiConsumer<String, Tensor> comparison) {
            try (var scope = Scope.open()) {
                for (var network : List.of("llm", "flow")) {
                    var updates = network.equals("llm") ? llmUpdates : flowUpdates;
                    var parameters = updates.parameters();
                    for (int i = 0; i < parameters.size(); i++) {
                        var name = prefix + network + "." + updates.layers().get(i / 2)
                                + (i % 2 == 0 ? ".lora_A" : ".lora_B");
                        if (golden.has(name)) {
                            comparison.accept(name, parameters.get(i));
                        }
                    }
                }
            }
        }

        void compareMerged(LoraInputs.Batch batch) {
            try (var mergedLlm = llm.overlaid(llmUpdates.merged(llm));
                    var mergedFlow = flow.overlaid(flowUpdates.merged(flow));
                    var scope = Scope.open()) {
                var result = LoraGolden.this.forward(
                        new SpeechLm(mergedLlm.weights(), config.llm()), new Flow(mergedFlow.weights(), config), batch);
                rows.compare("merged.loss", result.loss, LOSS * 10 * result.loss.item());
                for (var name : golden.names()) {
                    var parts = name.split("\\.", 3);
                    if (parts[0].equals("merged") && parts.length == 3) {
                        var source = parts[1].equals("llm") ? mergedLlm : mergedFlow;
                        rows.compare(name, source.weights().tensor(parts[2]), AFTER_STEP * 4);
                    }
                }
            }
        }

        @Override
        public void close() {
            llmUpdates.close();
            flowUpdates.close();
        }
    }

    private static double largest(float[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> Math.abs(values[i]))
                .max()
                .orElse(0);
    }

    private Forward forward(SpeechLm lm, Flow flowNet, LoraInputs.Batch batch) {
        var sequence = lm.batch(batch.texts());
        var llmLoss = lm.loss(sequence, AttentionObserver.NONE);
        var flowLoss = flowNet.loss(batch.sounds(), batch.draw(config.flow().melSize()));
        return new Forward(
                llmLoss.loss().mul(LLM_WEIGHT),
                flowLoss.loss(),
                llmLoss.loss().mul(LLM_WEIGHT).add(flowLoss.loss()),
                llmLoss.accuracy(),
                lm.logits(lm.hidden(sequence, AttentionObserver.NONE)),
                flowLoss.velocity());
    }

    private final class Forward {

        private final Tensor llmLoss, flowLoss, loss, logits, velocity;
        private final double accuracy;

        Forward(Tensor llmLoss, Tensor flowLoss, Tensor loss, double accuracy, Tensor logits, Tensor velocity) {
            this.llmLoss = llmLoss;
            this.flowLoss = flowLoss;
            this.loss = loss;
            this.accuracy = accuracy;
            this.logits = logits;
            this.velocity = velocity;
        }

        float[] row() {
            return new float[] {loss.item(), llmLoss.item(), flowLoss.item(), (float) accuracy};
        }

        void compare(String prefix) {
            rows.compare(prefix + ".loss", loss, LOSS * loss.item());
            rows.compare(prefix + ".llm_logits", logits, OUTPUT * largest(logits.floats()));
            rows.compare(prefix + ".flow_pred", velocity, OUTPUT * largest(velocity.floats()));
        }
    }
}
