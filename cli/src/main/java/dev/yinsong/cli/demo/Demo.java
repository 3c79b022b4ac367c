package dev.yinsong.cli.demo;

import dev.yinsong.cli.clip.ClipFolder;
import dev.yinsong.cli.project.Logs;
import dev.yinsong.cli.project.Project;
import dev.yinsong.cli.stack.ServiceFailed;
import dev.yinsong.cli.stack.Stack;
import dev.yinsong.cli.stack.StackSettings;
import dev.yinsong.cli.terminal.Terminal;
import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.embedded.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains a voice on the sample clips and lets it be heard, with services of its own on free ports. */
@Command(
        name = "demo",
        description = "Clips in, a voice out: upload the sample clips, train, and speak with the base and the tuned "
                + "voice. Exit status 0 only if the tuned voice is more like the clips than the base's speakers, its "
                + "spectrum nearer to theirs than the base's with their vector, and the held-out losses fell.",
        mixinStandardHelpOptions = true)
public final class Demo implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keeps what the services store (default: a temporary folder, removed at the end).")
    private @Nullable Path data;

    @Option(names = "--model", paramLabel = "DIR", description = "The base model (default: models/nano).")
    private @Nullable Path model;

    @Option(names = "--samples", paramLabel = "DIR", description = "Clips and their texts (default: samples).")
    private @Nullable Path samples;

    @Option(names = "--out", paramLabel = "DIR", description = "Gets the wav files (default: target/demo).")
    private @Nullable Path out;

    @Option(names = "-D", paramLabel = "NAME=VALUE", description = "A further setting of all three services.")
    private Map<String, String> properties = new LinkedHashMap<>();

    /** Whether a person was told to look at the logs. */
    private volatile boolean logsToRead;

    /** The command, writing to a terminal. */
    public Demo(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var folder = data == null ? Files.createTempDirectory("yinsong-demo") : data;
        var settings = settings(folder);
        var stack = new Stack(settings, terminal::line);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stack, folder), "stop")); // also after Ctrl-C
        Logs.to(folder.resolve("logs/yinsong-%g.log"));
        try {
            var ok = demonstrate(stack, settings);
            stack.close();
            logsToRead = !ok;
            return ok ? 0 : 1;
        } catch (ServiceFailed e) {
            logsToRead = true; // its message names one
            throw e;
        } catch (DemoFailed e) {
            logsToRead = true;
            terminal.clear();
            terminal.line("The demo failed. " + e.getMessage());
            terminal.line("The services' logs are in " + folder.resolve("logs"));
            return 1;
        }
    }

    private boolean demonstrate(Stack stack, StackSettings settings) throws IOException, InterruptedException {
        var clips = ClipFolder.recordings(samples == null ? Project.root().resolve("samples") : samples);
        var base = ModelDirectory.open(settings.model());
        var stopwatch = new Stopwatch();
        stopwatch.stage("starting Kafka, PostgreSQL and the services");
        terminal.line("Starting everything on this machine, with base model " + settings.model());
        stack.start();
        var job = new MainJob(terminal, stopwatch, settings);
        var ok = job.run(clips, base, out == null ? Project.root().resolve("target/demo") : out);
        terminal.line("");
        stopwatch.print(terminal);
        terminal.line("");
        terminal.line(ok ? "The demo succeeded." : "The demo failed: see above.");
        return ok;
    }

    private StackSettings settings(Path folder) {
        var all = new LinkedHashMap<String, String>();
        all.put("yinsong.trainer.policy.quiet-period", "8s"); // nobody adds a clip by hand here
        all.putAll(properties);
        return new StackSettings(
                Project.root(), folder, model == null ? Project.nano() : model, StackSettings.freePorts(), all);
    }

    private void end(Stack stack, Path folder) {
        var removed = data == null && !logsToRead; // asked first: what stopping interrupts may fail, too
        try {
            stack.close();
            if (removed) {
                Directories.delete(folder);
            }
        } catch (IOException | InterruptedException e) {
            terminal.line("Stopping failed: " + e.getMessage());
        }
    }
}
