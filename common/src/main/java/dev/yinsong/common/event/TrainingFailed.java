package dev.yinsong.common.event;

import java.time.Instant;
import java.util.UUID;

/**
 * A run could not be finished.
 *
 * @param run the id of the run
 * @param reason what went wrong, in words that help
 */
public record TrainingFailed(UUID id, Instant at, String voice, UUID run, String reason) implements VoiceEvent {

    public TrainingFailed {
        Checks.envelope(id, at, voice);
        Checks.present("run", run);
        Checks.present("reason", reason);
    }
}
