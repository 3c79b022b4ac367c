package dev.yinsong.cli.speech;

import dev.yinsong.cli.terminal.Durations;
import java.util.Locale;

/**
 * How long a speech is, and how long it took.
 *
 * @param seconds length of the sound
 * @param firstNanos from the request to the first sound
 * @param allNanos from the request to the last
 */
record SpeechFigures(double seconds, long firstNanos, long allNanos) {

    /** A line for a person. */
    String text() {
        return String.format(
                Locale.ROOT,
                "%.1f s of speech: the first sound after %s, all of it after %s, %.2f s of work a second of speech",
                seconds,
                Durations.text(firstNanos),
                Durations.text(allNanos),
                allNanos / 1e9 / seconds);
    }
}
