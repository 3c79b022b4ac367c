package dev.yinsong.common.event;

import java.time.Instant;
import java.util.UUID;

/**
 * A run began to train a voice.
 *
 * @param run the id of the run
 * @param mode which modules learn: {@code joint}, {@code llm_only} or {@code flow_only}
 * @param clips how many clips the run knows, held-out ones included
 */
public record TrainingStarted(UUID id, Instant at, String voice, UUID run, String mode, int clips)
        implements VoiceEvent {

    public TrainingStarted {
        Checks.envelope(id, at, voice);
        Checks.present("run", run);
        Checks.present("mode", mode);
    }
}
