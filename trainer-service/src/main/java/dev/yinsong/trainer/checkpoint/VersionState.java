package dev.yinsong.trainer.checkpoint;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** How a version stands. Every version is kept, whatever becomes of it. */
public enum VersionState {
    /** It never spoke: the gate refused it, or it was imported without being published. */
    CANDIDATE,
    /** The one that speaks; a voice has at most one. */
    CURRENT,
    /** It spoke once. */
    RETIRED;

    /** The name in JSON and in the database. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static VersionState of(String label) {
        return Arrays.stream(values())
                .filter(state -> state.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no version has the state " + label));
    }
}
