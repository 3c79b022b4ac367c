package dev.yinsong.cli.doctor;

import dev.yinsong.common.golden.FrontendGolden;
import dev.yinsong.common.golden.GoldenRow;
import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.cosyvoice.checkpoint.WeightSource;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.flow.FlowGolden;
import dev.yinsong.cosyvoice.golden.HelperGolden;
import dev.yinsong.cosyvoice.golden.LoraGolden;
import dev.yinsong.cosyvoice.golden.TorchSaveGolden;
import dev.yinsong.cosyvoice.lm.LmGolden;
import dev.yinsong.cosyvoice.nn.Loading;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.tensor.Precision;
import dev.yinsong.cosyvoice.vocoder.HiftGolden;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A folder of reference tensors compared with what is computed here, part by part; a part that breaks down leaves its
 * tensors failed and its reason in {@link #troubles}.
 */
final class Comparison {

    private final Path folder;
    private final Optional<ModelDirectory> model;
    private final Map<String, GoldenRow> rows = new LinkedHashMap<>();
    private final List<String> troubles = new ArrayList<>();

    /** Compares everything that the folder has; what needs a model fails where there is none. */
    Comparison(Path folder, Optional<ModelDirectory> model) {
        this.folder = folder;
        this.model = model;
        RequiredTensors.of(folder).forEach(name -> rows.put(name, GoldenRow.failed(name, 0)));
        part("front end", () -> FrontendGolden.compare(folder));
        part("small functions", () -> HelperGolden.compare(folder));
        part("torch.save files", () -> TorchSaveGolden.compare(folder));
        if (has("llm.golden")) {
            part("LLM", () -> with(Network.LLM, (config, llm) -> LmGolden.compare(folder, config.llm(), llm)));
        }
        if (has("flow.golden")) {
            part("flow", () -> with(Network.FLOW, (config, flow) -> FlowGolden.compare(folder, config, flow)));
        }
        if (has("hift.golden")) {
            part(
                    "vocoder",
                    () -> with(Network.HIFT, (config, hift) -> HiftGolden.compare(folder, config.hift(), hift)));
        }
        if (has("lora.golden")) {
            part("LoRA", this::lora);
        }
    }

    private List<GoldenRow> lora() {
        var directory = requireModel();
        var config = CosyVoiceConfig.read(directory.yaml());
        try (var llm = load(Network.LLM, directory);
                var flow = load(Network.FLOW, directory)) {
            return LoraGolden.compare(folder, config, llm, flow);
        }
    }

    /** A row for each required tensor and for each that was compared beyond them. */
    List<GoldenRow> rows() {
        return List.copyOf(rows.values());
    }

    /** Why parts could not be computed, a sentence each. */
    List<String> troubles() {
        return List.copyOf(troubles);
    }

    private interface NetworkComparison {
        List<GoldenRow> compare(CosyVoiceConfig config, Parameters parameters);
    }

    private void part(String name, Supplier<List<GoldenRow>> compute) {
        try {
            compute.get().forEach(row -> rows.put(row.name(), row));
        } catch (RuntimeException e) {
            troubles.add("The " + name + " could not be compared: " + e);
        }
    }

    private List<GoldenRow> with(Network network, NetworkComparison comparison) {
        var directory = requireModel();
        try (var parameters = load(network, directory)) {
            return comparison.compare(CosyVoiceConfig.read(directory.yaml()), parameters);
        }
    }

    private ModelDirectory requireModel() {
        return model.orElseThrow(() -> new IllegalArgumentException("it needs a model directory"));
    }

    private static Parameters load(Network network, ModelDirectory directory) {
        var weights = WeightSource.open(network, network.file(directory));
        return Parameters.frozen(Loading.load(weights.tensors(), Precision.FP32));
    }

    private boolean has(String stem) {
        return Files.exists(folder.resolve(stem + ".safetensors"));
    }
}
