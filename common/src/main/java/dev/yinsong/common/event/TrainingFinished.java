package dev.yinsong.common.event;

import java.time.Instant;
import java.util.UUID;

/**
 * A run came to its end.
 *
 * @param run the id of the run
 * @param outcome {@code published}, {@code rejected} or {@code cancelled}
 * @param stopReason why training stopped, in words
 */
public record TrainingFinished(UUID id, Instant at, String voice, UUID run, String outcome, String stopReason)
        implements VoiceEvent {

    public TrainingFinished {
        Checks.envelope(id, at, voice);
        Checks.present("run", run);
        Checks.present("outcome", outcome);
        Checks.present("stopReason", stopReason);
    }
}
