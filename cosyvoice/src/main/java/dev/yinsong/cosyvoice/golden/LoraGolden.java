package dev.yinsong.cosyvoice.golden;

import dev.yinsong.common.golden.GoldenRow;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.lora.Factors;
import dev.yinsong.cosyvoice.lora.LoraTensors;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.tensor.DType;
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
import java.util.Objects;
import java.util.function.ObjIntConsumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Joint low-rank training against {@code lora.golden.safetensors} of a folder: the seed project's, whose loss is twice
 * the language model's plus the flow's, and whose flow learns (mel + 6) / 2 at times of the configuration's schedule.
 *
 * <p>What rounding does depends on the sizes: each output and gradient is computed in F64 as well, and may be off by
 * ten times the difference. Adam makes a whole step of the smallest gradient, so three of them lead two correct
 * programs apart; what comes after the steps is computed from the reference's own updates therefore.
 */
public final class LoraGolden {

    private static final double SCALE = 2, RATE = 0.01, DECAY = 0.01, CLIP = 1;
    private static final int STEPS = 3;
    private static final String GRADIENT = "grad.", FINAL = "opt_const.final.";
    private static final double PEAK = 2e-4, FLOOR = 1e-6; // of the rate table
    private static final double UNSTEADY = 1e-2; // of the largest gradient of a tensor
    private static final double STEP_SHARE = 1.5e-5; // of the largest loss or norm: rounding grows with both
    private static final double AFTER_STEP = 5e-5, LOSS = 1e-5, ACCURACY = 1e-6, OUTPUT = 3e-5;
    private static final double AFTER_STEPS = 0.1 * STEPS * RATE; // what turned round by rounding moves the others, too
    private static final ObjIntConsumer<AdaptedNetworks> UNWATCHED = (networks, step) -> {};
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
        check.layer();
        check.firstStep();
        check.steps();
        check.trained();
        return check.rows.all();
    }

    /** The scale α/r in the fourth column of a list of adapted layers; the seed's where there is no list. */
    private static double scale(Path targets) {
        if (!Files.exists(targets)) {
            return SCALE;
        }
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

    private void layer() {
        if (!golden.has("layer.x")) {
            return;
        }
        try (var updates = updates("init.", "llm");
                var scope = Scope.open()) {
            var x = golden.tensor("layer.x");
            var layer = llm.weights().adapted(updates::of).linear("llm.encoders.0.feed_forward.w_1");
            rows.compare("layer.y", layer.apply(Tensor.of(x.floats(), x.shape())));
        }
    }

    /** The outputs and gradients before anything was learnt. */
    private void firstStep() {
        var actual = backward(DType.F32);
        var exact = backward(DType.F64);
        compare("fwd.", actual.values, exact.values);
        for (var name : golden.names()) {
            if (name.startsWith(GRADIENT)) {
                var parameter = name.substring(GRADIENT.length());
                rows.compareGradient(name, actual.gradients.get(parameter), exact.gradients.get(parameter));
            }
        }
    }

    private record Backward(Map<String, float[]> values, Map<String, float[]> gradients) {}

    private Backward backward(DType type) {
        var gradients = new LinkedHashMap<String, float[]>();
        try (var scope = Scope.open();
                var tape = Tape.open();
                var networks = networks("init.", type)) {
            var result = networks.forward(inputs.all());
            result.loss().backward();
            networks.parameters()
                    .forEach((name, parameter) ->
                            parameter.gradient().ifPresent(gradient -> gradients.put(name, gradient.floats())));
            return new Backward(result.values(), gradients);
        }
    }

    private void compare(String prefix, Map<String, float[]> actual, Map<String, float[]> exact) {
        actual.forEach((name, values) -> {
            double rounding = GoldenRows.rounding(values, Objects.requireNonNull(exact.get(name), name));
            rows.compare(prefix + name, values, Math.max(rounding, tolerance(name, values)));
        });
    }

    private static double tolerance(String name, float[] values) {
        return switch (name) {
            case "llm_acc" -> ACCURACY;
            case "llm_logits", "flow_pred" -> OUTPUT * GoldenRows.largest(values);
            default -> LOSS * GoldenRows.largest(values);
        };
    }

    /** Three steps on the whole batch, and three that sum up the gradients of its items, one by one. */
    private void steps() {
        compareSteps("opt_const", List.of(inputs.all()), this::compareUpdates);
        var items = IntStream.range(0, inputs.count())
                .mapToObj(item -> inputs.batch(item, item + 1))
                .toList();
        compareSteps("opt_acc2", items, UNWATCHED);
    }

    private void compareSteps(String name, List<LoraInputs.Batch> batches, ObjIntConsumer<AdaptedNetworks> afterStep) {
        var actual = steps(DType.F32, batches, afterStep);
        var exact = steps(DType.F64, batches, UNWATCHED);
        rows.compare(
                name + ".losses(loss,2*llm,flow,acc)",
                actual.losses,
                STEP_SHARE,
                Math.max(OUTPUT * 10, GoldenRows.rounding(actual.losses, exact.losses)));
        rows.compare(
                name + ".grad_norm_before_clip",
                actual.norms,
                STEP_SHARE,
                Math.max(OUTPUT, GoldenRows.rounding(actual.norms, exact.norms)));
    }

    private record Steps(float[] losses, float[] norms) {}

    private Steps steps(DType type, List<LoraInputs.Batch> batches, ObjIntConsumer<AdaptedNetworks> afterStep) {
        try (var weights = Scope.open();
                var networks = networks("init.", type);
                var optimizer = networks.optimizer(DECAY)) {
            var losses = new ArrayList<float[]>();
            var norms = new float[STEPS];
            for (int step = 0; step < STEPS; step++) {
                for (var batch : batches) {
                    try (var scope = Scope.open();
                            var tape = Tape.open()) {
                        var result = networks.forward(batch);
                        result.loss().mul(1.0 / batches.size()).backward();
                        losses.add(result.row());
                    }
                }
                norms[step] = (float) optimizer.clip(CLIP);
                optimizer.step(RATE);
                afterStep.accept(networks, step + 1);
            }
            return new Steps(joined(losses), norms);
        }
    }

    private static float[] joined(List<float[]> rows) {
        int width = rows.getFirst().length;
        var joined = new float[rows.size() * width];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, joined, i * width, width);
        }
        return joined;
    }

    /**
     * Compares parameters after some steps. Adam's step has the size of the rate whatever the gradient's, so where a
     * gradient is close to zero its rounding decides the direction; such elements are compared with two steps' worth of
     * tolerance, by scaling their difference down to the others'.
     */
    private void compareUpdates(AdaptedNetworks networks, int steps) {
        var prefix = steps == 1 ? "opt_const.after_step1." : FINAL;
        if (steps > 1 && steps < STEPS) {
            return;
        }
        networks.parameters().forEach((name, parameter) -> {
            if (golden.has(prefix + name)) {
                float[] gradient = golden.tensor(GRADIENT + name).floats();
                float[] expected = golden.tensor(prefix + name).floats();
                float[] actual = parameter.floats();
                double unsteady = UNSTEADY * GoldenRows.largest(gradient);
                double tolerance = steps == 1 ? AFTER_STEP : AFTER_STEPS;
                for (int i = 0; i < actual.length; i++) {
                    if (Math.abs(gradient[i]) < unsteady) {
                        actual[i] = (float) (expected[i] + (actual[i] - expected[i]) * tolerance / (2 * RATE * steps));
                    }
                }
                rows.compare(prefix + name, actual, tolerance);
            }
        });
    }

    /** What the reference's own trained updates give, beside the weights and merged into them. */
    private void trained() {
        compare("after_opt_const.", outputs(DType.F32), outputs(DType.F64));
        try (var llmUpdates = updates(FINAL, "llm");
                var flowUpdates = updates(FINAL, "flow");
                var mergedLlm = llm.overlaid(llmUpdates.merged(llm));
                var mergedFlow = flow.overlaid(flowUpdates.merged(flow));
                var scope = Scope.open();
                var networks = new AdaptedNetworks(
                        config, mergedLlm, mergedFlow, LoraTensors.none(), LoraTensors.none(), DType.F32)) {
            var loss = networks.forward(inputs.all()).loss();
            rows.compare("merged.loss", loss, LOSS * loss.item());
            for (var name : golden.names()) {
                var parts = name.split("\\.", 3);
                if (parts[0].equals("merged") && parts.length == 3) {
                    var source = parts[1].equals("llm") ? mergedLlm : mergedFlow;
                    rows.compare(name, source.weights().tensor(parts[2]));
                }
            }
        }
    }

    private Map<String, float[]> outputs(DType type) {
        try (var scope = Scope.open();
                var networks = networks(FINAL, type)) {
            return networks.forward(inputs.all()).values();
        }
    }

    /** The networks with the updates under a prefix. Computing in F64 needs a scope, to which the weights belong. */
    private AdaptedNetworks networks(String prefix, DType type) {
        boolean wide = type == DType.F64;
        return new AdaptedNetworks(
                config,
                wide ? llm.cast(type) : llm,
                wide ? flow.cast(type) : flow,
                updates(prefix, "llm").requireGradients(),
                updates(prefix, "flow").requireGradients(),
                type);
    }

    private LoraTensors updates(String prefix, String network) {
        var values = new LinkedHashMap<String, Factors>();
        var start = prefix + network + ".";
        for (var name : golden.names()) {
            if (name.startsWith(start) && name.endsWith(".lora_A")) {
                var layer = name.substring(start.length(), name.length() - ".lora_A".length());
                var a = golden.tensor(name);
                var b = golden.tensor(start + layer + ".lora_B");
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
        return LoraTensors.of(values, Objects.requireNonNull(scales.get(network)), 0);
    }
}
