package dev.yinsong.cli.nano;

import dev.yinsong.cli.project.Project;
import dev.yinsong.cli.terminal.Terminal;
import dev.yinsong.nano.sample.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the demo's clips anew. */
@Command(
        name = "samples",
        description = "Make the clips of samples/: a voice that the base model has never heard (needs flite).",
        mixinStandardHelpOptions = true)
public final class NanoSamples implements Callable<Integer> {

    private final Terminal terminal;

    @Option(names = "--out", paramLabel = "DIR", description = "Gets the clips (default: samples).")
    private @Nullable Path folder;

    /** The command, writing to a terminal. */
    public NanoSamples(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        var out = folder == null ? Project.root().resolve("samples") : folder;
        Samples.make(out);
        terminal.line("The clips are in %s", out);
        return 0;
    }
}
