package dev.yinsong.cli.doctor;

import dev.yinsong.cli.terminal.Terminal;
import dev.yinsong.common.golden.GoldenRow;
import dev.yinsong.common.model.BadModel;
import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.tensorfile.MalformedTensorFile;
import dev.yinsong.cosyvoice.ModelReport;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Examines a model directory, and compares what is computed with reference tensors. */
@Command(
        name = "doctor",
        description =
                "Say of each key of a model whether it is matched, missing, unexpected or misshapen, and look for "
                        + "well-known mistakes. With --golden, compare every tensor of a folder of reference values. Exit status "
                        + "1 on any failure.",
        mixinStandardHelpOptions = true)
public final class Doctor implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "MODEL_DIR",
            description = "The model; may be left out where the reference folder needs none.")
    private @Nullable Path model;

    @Option(names = "--golden", paramLabel = "DIR", description = "A folder of reference tensors; may be repeated.")
    private List<Path> golden = new ArrayList<>();

    /** The command, writing to a terminal. */
    public Doctor(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (model == null && golden.isEmpty()) {
            terminal.line("Name a model directory, or a folder of reference tensors with --golden.");
            return 2;
        }
        for (var folder : golden) {
            if (!Files.isDirectory(folder)) {
                throw new FileNotFoundException("There is no folder " + folder + ".");
            }
        }
        var directory = Optional.ofNullable(model).map(ModelDirectory::open);
        var healthy = directory.map(this::examine).orElse(true);
        if (golden.isEmpty()) {
            terminal.line(healthy ? "The model is sound." : "The model is not sound: see above.");
        } else {
            healthy &= compare(directory);
        }
        return healthy ? 0 : 1;
    }

    private boolean examine(ModelDirectory directory) {
        try {
            var report = ModelReport.of(directory);
            report.lines().forEach(terminal::line);
            if (golden.isEmpty()) { // each network is compared alone, so reference models need not speak
                CosyVoiceConfig.readToSpeak(directory.yaml());
            }
            return report.ok();
        } catch (BadModel | MalformedTensorFile e) {
            terminal.line("FAIL  " + e.getMessage());
            return false;
        }
    }

    private boolean compare(Optional<ModelDirectory> directory) {
        long passed = 0;
        long failed = 0;
        for (var folder : golden) {
            var comparison = new Comparison(folder, directory);
            comparison.rows().forEach(row -> terminal.line(line(row)));
            comparison.troubles().forEach(terminal::line);
            passed += comparison.rows().stream().filter(GoldenRow::ok).count();
            failed += comparison.rows().stream().filter(row -> !row.ok()).count();
        }
        if (passed + failed == 0) {
            terminal.line("There is no reference tensor to compare with.");
        }
        terminal.line(passed + " passed, " + failed + " failed");
        return failed == 0 && passed > 0;
    }

    private static String line(GoldenRow row) {
        return String.format(
                Locale.ROOT,
                "%-60s error %-10s tolerance %-10s %s",
                row.name(),
                Double.isNaN(row.maxError()) ? "-" : String.format(Locale.ROOT, "%.2e", row.maxError()),
                String.format(Locale.ROOT, "%.2e", row.tolerance()),
                row.ok() ? "ok" : "FAIL");
    }
}
