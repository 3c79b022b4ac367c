package dev.yinsong.cli.nano;

import dev.yinsong.cli.project.Logs;
import dev.yinsong.cli.project.Project;
import dev.yinsong.cli.terminal.Durations;
import dev.yinsong.cli.terminal.Terminal;
import dev.yinsong.nano.NanoTrain;
import dev.yinsong.nano.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the embedded base model from what Debian's free voices speak. */
@Command(
        name = "train",
        description =
                "Make the base model from speech of Debian's free voices (see nano/install-voices.sh). Can be stopped at "
                        + "any time and goes on where it was.",
        mixinStandardHelpOptions = true)
public final class NanoTraining implements Callable<Integer> {

    private final Terminal terminal;

    @Option(names = "--work", paramLabel = "DIR", description = "Keeps everything in between (default: .yinsong/nano).")
    private @Nullable Path work;

    @Option(names = "--out", paramLabel = "DIR", description = "Gets the model (default: models/nano).")
    private @Nullable Path model;

    @Option(
            names = "--stages",
            split = ",",
            paramLabel = "STAGE",
            description = "Only these, of ${COMPLETION-CANDIDATES} (default: all).")
    private List<Stage> stages = List.of(Stage.values());

    @Option(
            names = "--minutes",
            paramLabel = "STAGE=MINUTES",
            description = "Minutes of training of a stage on one core (docs/nano.md tells what they bring).")
    private Map<Stage, Double> minutes = new EnumMap<>(Stage.class);

    @Option(
            names = "--scale",
            defaultValue = "1",
            description = "Share of the corpus, above 0 to 1 (default: ${DEFAULT-VALUE}, as the released model).")
    private double scale;

    /** The command, writing to a terminal. */
    public NanoTraining(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        var started = System.nanoTime();
        Logs.to(terminal, "dev.yinsong.nano");
        var settings = new NanoTrain.Settings(
                work == null ? Project.root().resolve(".yinsong/nano") : work,
                model == null ? Project.nano() : model,
                EnumSet.copyOf(stages),
                minutes,
                scale);
        new NanoTrain(settings).run();
        terminal.line("Done after %s: %s", Durations.text(System.nanoTime() - started), settings.model());
        return 0;
    }
}
