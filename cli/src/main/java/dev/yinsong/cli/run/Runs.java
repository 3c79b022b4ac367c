package dev.yinsong.cli.run;

import dev.yinsong.cli.client.Addresses;
import dev.yinsong.cli.client.Losses;
import dev.yinsong.cli.client.Run;
import dev.yinsong.cli.client.TrainerClient;
import dev.yinsong.cli.terminal.Table;
import dev.yinsong.cli.terminal.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists a voice's training runs, or follows the newest. */
@Command(name = "runs", description = "List a voice's training runs, newest first.", mixinStandardHelpOptions = true)
public final class Runs implements Callable<Integer> {

    private static final long LOOK_EVERY_MILLIS = 500;

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "VOICE", description = "The voice's name.")
    private String voice = "";

    @Option(
            names = "--follow",
            description =
                    "Show the newest run as it goes on, with its losses, or wait for the first one; exit status 0 if "
                            + "it is published.")
    private boolean follow;

    @Option(names = "--log", description = "Print everything that the newest run said so far.")
    private boolean log;

    @Option(names = "--cancel", description = "Cancel the newest run; what it has learned is dropped.")
    private boolean cancel;

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
            addresses.ingest().require(voice);
        }
        if (cancel && !runs.isEmpty()) {
            return cancel(trainer, runs.getFirst());
        }
        if (follow) {
            return follow(trainer, runs.isEmpty() ? first(trainer) : runs.getFirst());
        }
        if (runs.isEmpty()) {
            terminal.line(Run.NONE_YET);
        } else if (log) {
            trainer.log(runs.getFirst().id()).lines().forEach(terminal::line);
        } else {
            list(runs);
        }
        return 0;
    }

    private int cancel(TrainerClient trainer, Run newest) {
        var run = trainer.cancel(newest.id());
        terminal.line("Run " + run.id()
                + (run.ended() ? " is " + run.state() + "." : " ends after what it is doing at the moment."));
        return 0;
    }

    /** Waits for a voice's first run. Whoever has just sent clips is early: it starts when no more have come for a while. */
    private Run first(TrainerClient trainer) throws InterruptedException {
        terminal.line(Run.NONE_YET + " Waiting for it; Ctrl-C ends the waiting only.");
        while (true) {
            var runs = trainer.runs(voice);
            if (!runs.isEmpty()) {
                return runs.getFirst();
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }

    private int follow(TrainerClient trainer, Run newest) throws InterruptedException {
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
                    run.stage(),
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
