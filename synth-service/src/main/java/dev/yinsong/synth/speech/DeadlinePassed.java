package dev.yinsong.synth.speech;

import dev.yinsong.common.problem.Problem;
import java.util.Locale;

/** The speech was not finished within the time that the request had. */
final class DeadlinePassed extends Problem {

    DeadlinePassed(Deadline deadline) {
        super(
                "deadline-passed",
                "Deadline passed",
                504,
                String.format(
                        Locale.ROOT,
                        "The speech was not finished within %.1f s. Send a shorter text, or a longer deadline.",
                        deadline.length().toMillis() / 1000.0));
    }
}
