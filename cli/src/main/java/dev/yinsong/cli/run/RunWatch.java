package dev.yinsong.cli.run;

import dev.yinsong.cli.client.Losses;
import dev.yinsong.cli.client.Run;
import dev.yinsong.cli.client.RunEvent;
import dev.yinsong.cli.client.TrainerClient;
import dev.yinsong.cli.terminal.Chart;
import dev.yinsong.cli.terminal.Durations;
import dev.yinsong.cli.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Shows a run as it goes on: live losses, then the curves. */
public final class RunWatch {

    private static final int RECONNECTS = 120;
    private static final int PLAIN_LINES = 20;
    private static final int WIDTH = 60;
    private static final int HEIGHT = 6;

    private final Terminal terminal;
    private final List<Double> llm = new ArrayList<>();
    private final List<Double> flow = new ArrayList<>();
    private Losses heldOut = new Losses(Double.NaN, Double.NaN);
    private @Nullable Instant began; // whoever comes late hears everything from the beginning
    private int nextPrinted;

    /** Shows what a run says on a terminal. */
    public RunWatch(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Follows a run to its end. */
    public Run follow(TrainerClient trainer, String id) throws InterruptedException {
        var run = trainer.follow(id, RECONNECTS, this::on);
        terminal.clear();
        return run;
    }

    /** Draws the losses that were seen, in lines that stay. */
    public void draw() {
        draw("LLM loss, nats/token, over the run", llm);
        draw("flow loss, MSE, over the run", flow);
    }

    private void on(RunEvent event) {
        began = Objects.requireNonNullElse(began, event.at());
        if (event.losses().isMeasured()) {
            llm.add(event.losses().llmNats());
            flow.add(event.losses().flow());
        }
        if (event.heldOut().isMeasured()) {
            heldOut = event.heldOut();
        }
        switch (event.kind()) {
            case "progressed" -> progress(event);
            case "screening", "listening" -> count(event);
            case "saved" -> {} // of no interest to a person
            default ->
                terminal.line(
                        "  %s at step %d%s%s", event.kind(), event.step(), losses(event), remark(event.message()));
        }
    }

    private void progress(RunEvent event) {
        var text = "  step " + event.step() + "/" + event.steps() + losses(event) + "  after "
                + Durations.text(sinceBegan(event));
        terminal.live(text);
        if (!terminal.interactive() && event.step() >= nextPrinted) {
            nextPrinted = event.step() + Math.max(1, event.steps() / PLAIN_LINES);
            terminal.line(text);
        }
    }

    private void count(RunEvent event) {
        var text = "  " + event.kind() + ": " + event.message() + "  after " + Durations.text(sinceBegan(event));
        terminal.live(text);
        if (!terminal.interactive()) {
            terminal.line(text);
        }
    }

    private long sinceBegan(RunEvent event) {
        return Duration.between(Objects.requireNonNull(began), event.at()).toNanos();
    }

    private String losses(RunEvent event) {
        return (event.losses().isMeasured() ? "  " + event.losses() : "")
                + (heldOut.isMeasured() ? "  held out: " + heldOut : "");
    }

    private static String remark(String message) {
        return message.isEmpty() ? "" : ": " + message;
    }

    private void draw(String title, List<Double> values) {
        var lines = Chart.draw(values, WIDTH, HEIGHT);
        if (values.size() > 1 && !lines.isEmpty()) {
            terminal.line("  " + title);
            lines.forEach(line -> terminal.line("  " + line));
        }
    }
}
