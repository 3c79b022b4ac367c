package dev.yinsong.cli.terminal;

import java.util.Locale;

/** Durations as people read them. */
public final class Durations {

    private Durations() {}

    /** {@code 350 ms}, {@code 4.2 s}, {@code 3 min 07 s} or {@code 2 h 05 min}. */
    public static String text(long nanos) {
        var seconds = nanos / 1e9;
        if (seconds < 1) {
            return Math.round(nanos / 1e6) + " ms";
        }
        if (seconds < 59.95) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        var whole = Math.round(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
    }
}
