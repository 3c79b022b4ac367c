package dev.yinsong.cli.bench;

import dev.yinsong.bench.Bench;
import dev.yinsong.cli.project.Project;
import dev.yinsong.cli.terminal.Durations;
import dev.yinsong.cli.terminal.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures training and speech at full size. */
@Command(
        name = "bench",
        description = "Measure training and speech at CosyVoice-300M's size with random weights, in fp32 and bf16, "
                + "beside this machine's own rates. Takes some three minutes.",
        mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures to a file, as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "Keeps the model of random weights, 1.7 GB, for the next time (default: .yinsong/bench).")
    private @Nullable Path work;

    @Option(
            names = "--together",
            paramLabel = "MODEL",
            description = "Measure instead how much 1, 2, 4 and 8 speakers get done at the same time with this model, "
                    + "such as models/nano.")
    private @Nullable Path together;

    /** The command, writing to a terminal. */
    public BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var started = System.nanoTime();
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        var bench = new Bench(work == null ? Project.root().resolve(".yinsong/bench") : work, out);
        if (together != null) {
            bench.together(together);
        } else if (json == null) {
            out.println(bench.run());
        } else {
            bench.run(json);
            terminal.line("Written to %s", json);
        }
        terminal.line("Measured in %s", Durations.text(System.nanoTime() - started));
        return 0;
    }
}
