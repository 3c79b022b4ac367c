package dev.yinsong.cli.run;

import dev.yinsong.cli.client.Addresses;
import dev.yinsong.cli.client.Losses;
import dev.yinsong.cli.client.Run;
import dev.yinsong.cli.terminal.Table;
import dev.yinsong.cli.terminal.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists a voice's training runs, or follows the newest. */
@Command(name = "runs", description = "List a voice's training runs, newest first.", mixinStandardHelpOptions = true)
public final class Runs implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "VOICE", description = "The voice's name.")
    private String voice = "";

    @Option(
            names = "--follow",
            description = "Show the newest run as it goes on, with its losses; exit status 0 if it is published.")
    private boolean follow;

    @Option(names = "--log", description = "Print everything that the newest run said so far.")
    private boolean log;

    @Mixin
    private Addresses addresses = new Addresses();

    /** The command, writing to a terminal. */
    public Runs(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        var trainer = addresses.trainer();
        var runs = trainer.runs(voice);
        if (runs.isEmpty()) {
            terminal.line(
                    "No run yet. One starts by itself when a voice has at least 10 clips and no upload came for a while.");
            return follow ? 1 : 0;
        }
        if (log) {
            trainer.log(runs.getFirst().id()).lines().forEach(terminal::line);
            return 0;
        }
        if (!follow) {
            list(runs);
            return 0;
        }
        var newest = runs.getFirst();
        terminal.line("Run " + newest.id() + " (" + newest.mode() + "), " + newest.state());
        var watch = new RunWatch(terminal);
        var run = watch.follow(trainer, newest.id());
        watch.draw();
        list(List.of(run));
        return run.state().equals("published") ? 0 : 1;
    }

    private void list(List<Run> runs) {
        var table = new Table("RUN", "STATE", "MODE", "VERSION", "STEP", "LLM nats/token", "FLOW MSE", "WHY");
        for (var run : runs) {
            table.row(
                    run.id(),
                    run.state(),
                    run.mode(),
                    run.version().isPresent() ? Integer.toString(run.version().getAsInt()) : "-",
                    run.step() + "/" + run.steps(),
                    span(run.start().llmNats(), run.end().llmNats()),
                    span(run.start().flow(), run.end().flow()),
                    run.reason());
        }
        table.print(terminal);
    }

    private static String span(double start, double end) {
        return Losses.text(start) + " → " + Losses.text(end);
    }
}
