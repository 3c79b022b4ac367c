package dev.yinsong.ingest.clip;

import java.util.Locale;

/** Reasons as callers read them. */
final class Reasons {

    private Reasons() {}

    /** {@code TOO_LONG} and {@code too_long} are {@code too-long}. */
    static String of(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
