package dev.yinsong.cli.stack;

import dev.yinsong.cli.project.Logs;
import dev.yinsong.cli.project.Project;
import dev.yinsong.cli.terminal.Durations;
import dev.yinsong.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs everything until it is asked to stop. */
@Command(
        name = "up",
        description = "Start Kafka, PostgreSQL and the three services on this machine; Ctrl-C stops them.",
        mixinStandardHelpOptions = true)
public final class Up implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keeps everything between starts (default: ~/.yinsong). Logs are in DIR/logs.")
    private @Nullable Path data;

    @Option(names = "--model", paramLabel = "DIR", description = "The base model (default: models/nano).")
    private @Nullable Path model;

    @Option(names = "--ingest-port", paramLabel = "PORT", defaultValue = "8080", description = "Default: 8080.")
    private int ingestPort;

    @Option(names = "--trainer-port", paramLabel = "PORT", defaultValue = "8081", description = "Default: 8081.")
    private int trainerPort;

    @Option(names = "--synth-port", paramLabel = "PORT", defaultValue = "8082", description = "Default: 8082.")
    private int synthPort;

    @Option(names = "-D", paramLabel = "NAME=VALUE", description = "A further setting of all three services.")
    private Map<String, String> properties = new LinkedHashMap<>();

    /** The command, writing to a terminal. */
    public Up(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var ports = new EnumMap<Service, Integer>(
                Map.of(Service.INGEST, ingestPort, Service.TRAINER, trainerPort, Service.SYNTH, synthPort));
        var settings = new StackSettings(
                Project.root(),
                data == null ? Project.defaultData() : data,
                model == null ? Project.nano() : model,
                ports,
                properties);
        Logs.to(settings.data().resolve("logs/yinsong-%g.log"));
        var stack = new Stack(settings, terminal::line);
        var started = System.nanoTime();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack), "stop"));
        terminal.line("Starting with data in " + settings.data() + " and base model " + settings.model());
        stack.start();
        terminal.line("Ready after " + Durations.text(System.nanoTime() - started) + ". Logs are in "
                + settings.data().resolve("logs") + ". Stop with Ctrl-C.");
        terminal.line("  studio      " + settings.address(Service.INGEST) + "/");
        terminal.line("  clips in    ./yinsong clips add VOICE FOLDER");
        terminal.line("  speech out  ./yinsong say VOICE \"Some text.\" -o out.wav");
        Thread.currentThread().join(); // until a signal ends the process
        return 0;
    }

    private void stop(Stack stack) {
        terminal.line("Stopping …");
        try {
            stack.close();
            terminal.line("Stopped; the data stays.");
        } catch (IOException | InterruptedException e) {
            terminal.line("Stopping failed: " + e.getMessage());
        }
    }
}
