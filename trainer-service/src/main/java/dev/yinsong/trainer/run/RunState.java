package dev.yinsong.trainer.run;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** How a run stands. */
public enum RunState {
    QUEUED,
    RUNNING,
    PUBLISHED,
    REJECTED,
    FAILED,
    CANCELLED;

    /** Whether nothing will change any more. */
    public boolean ended() {
        return this != QUEUED && this != RUNNING;
    }

    /** The name in JSON, in the database and in events. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RunState of(String label) {
        return Arrays.stream(values())
                .filter(state -> state.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no run has the state " + label));
    }
}
