package dev.yinsong.common.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What every event record checks of itself: JSON may lack a field, and a record must not. */
final class Checks {

    private Checks() {}

    static void envelope(@Nullable UUID id, @Nullable Instant at, @Nullable String voice) {
        present("id", id);
        present("at", at);
        present("voice", voice);
    }

    static void present(String field, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
    }

    static void version(int version) {
        if (version < 1) {
            throw new IllegalArgumentException("version must be at least 1, was " + version);
        }
    }
}
