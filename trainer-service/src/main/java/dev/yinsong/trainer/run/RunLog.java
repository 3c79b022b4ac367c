package dev.yinsong.trainer.run;

import dev.yinsong.trainer.Losses;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a run said, as lines for a person. */
final class RunLog {

    private RunLog() {}

    /** One event as a line, its end included. */
    static String line(RunEvent event) {
        var line = new StringBuilder(String.format(
                Locale.ROOT, "%s  %-10s  step %d/%d", event.at(), event.kind(), event.step(), event.steps()));
        add(line, "loss", event.losses());
        add(line, "held out", event.heldOut());
        if (event.learningRate() != null) {
            line.append(String.format(Locale.ROOT, "  learning rate %.2e", event.learningRate()));
        }
        if (event.message() != null) {
            line.append("  ").append(event.message());
        }
        return line.append('\n').toString();
    }

    private static void add(StringBuilder line, String what, @Nullable Losses losses) {
        if (losses != null) {
            line.append("  ").append(what).append(": ").append(losses);
        }
    }
}
