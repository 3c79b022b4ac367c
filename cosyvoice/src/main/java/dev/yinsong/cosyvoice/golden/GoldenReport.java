package dev.yinsong.cosyvoice.golden;

import dev.yinsong.common.golden.FrontendGolden;
import dev.yinsong.common.golden.GoldenRow;
import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.cosyvoice.checkpoint.ModelFiles;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.flow.FlowGolden;
import dev.yinsong.cosyvoice.lm.LmGolden;
import dev.yinsong.cosyvoice.nn.Loading;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.tensor.Precision;
import dev.yinsong.cosyvoice.vocoder.HiftGolden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A model against a folder of reference tensors: everything that the folder has files for.
 *
 * <p>What must be computed is listed in the resource {@code required.txt}; a tensor of the folder that it names and that
 * nothing computed counts as failed.
 */
public final class GoldenReport {

    private record Requirement(String stem, Pattern tensor) {}

    private final Path folder;
    private final List<GoldenRow> rows = new ArrayList<>();

    private GoldenReport(Path folder) {
        this.folder = folder;
    }

    /**
     * Compares.
     *
     * @throws RuntimeException as {@link ModelFiles#read} does, when the folder has values of a network and the model
     *     can't be loaded
     */
    public static List<GoldenRow> of(ModelDirectory model, Path folder) {
        var report = new GoldenReport(folder);
        report.networks(model);
        report.rows.addAll(FrontendGolden.compare(folder));
        report.rows.addAll(OperationGolden.compare(folder));
        report.rows.addAll(TorchSaveGolden.compare(folder));
        report.addMissing();
        return List.copyOf(report.rows);
    }

    private void networks(ModelDirectory model) {
        boolean llm = has("llm.golden"), flow = has("flow.golden"), hift = has("hift.golden"), lora = has("lora.golden");
        if (!(llm || flow || hift || lora)) {
            return;
        }
        var files = ModelFiles.read(model);
        CosyVoiceConfig config = files.config();
        try (var llmWeights = Parameters.frozen(Loading.load(files.llm(), Precision.FP32));
                var flowWeights = Parameters.frozen(Loading.load(files.flow(), Precision.FP32));
                var hiftWeights = Parameters.frozen(Loading.load(files.hift(), Precision.FP32))) {
            add(llm, () -> LmGolden.compare(folder, config.llm(), llmWeights));
            add(flow, () -> FlowGolden.compare(folder, config, flowWeights));
            add(hift, () -> HiftGolden.compare(folder, config.hift(), hiftWeights));
            add(lora, () -> LoraGolden.compare(folder, config, llmWeights, flowWeights));
        }
    }

    private boolean has(String stem) {
        return Files.exists(folder.resolve(stem + ".safetensors"));
    }

    private void add(boolean present, Supplier<List<GoldenRow>> comparison) {
        if (present) {
            rows.addAll(comparison.get());
        }
    }

    private void addMissing() {
        Set<String> computed = rows.stream().map(GoldenRow::name).collect(Collectors.toSet());
        for (var requirement : requirements()) {
            file(requirement.stem).ifPresent(file -> SafeTensors.open(file).names().stream()
                    .filter(name -> !name.startsWith("in."))
                    .filter(name -> requirement.tensor.matcher(name).matches())
                    .map(name -> requirement.stem + " " + name)
                    .filter(name -> !computed.contains(name))
                    .forEach(name -> rows.add(GoldenRow.failed(name, 0))));
        }
    }

    private Optional<Path> file(String stem) {
        return List.of(stem + ".safetensors", stem + ".expected.safetensors").stream()
                .map(folder::resolve)
                .filter(Files::exists)
                .findFirst();
    }

    private static List<Requirement> requirements() {
        try (var in = GoldenReport.class.getResourceAsStream("required.txt")) {
            if (in == null) {
                throw new IllegalStateException("the resource required.txt is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" ", 2))
                    .map(parts -> new Requirement(parts[0], glob(parts[1])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Pattern glob(String text) {
        return Pattern.compile("\\Q" + text.replace("*", "\\E.*\\Q") + "\\E");
    }
}
