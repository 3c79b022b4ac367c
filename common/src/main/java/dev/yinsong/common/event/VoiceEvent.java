package dev.yinsong.common.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened to a voice. Events of one voice share a key, so they stay in order.
 *
 * <p>Delivery is at least once: a consumer drops the ids that it has seen.
 */
public sealed interface VoiceEvent
        permits ClipReady,
                ClipRemoved,
                VoiceRemoved,
                ClipQuarantined,
                TrainingStarted,
                TrainingProgressed,
                TrainingFinished,
                TrainingFailed,
                CheckpointPublished,
                VoiceRetired,
                Unknown,
                Malformed {

    /** The same for every delivery of the same event. */
    UUID id();

    /** When it happened, by the clock of the service that says so. */
    Instant at();

    /** The voice's id, which is also the Kafka key. */
    String voice();

    /**
     * An event id that follows from its cause, so that announcing the same thing twice repeats the id.
     *
     * @param event the kind of event
     * @param cause what tells this event from others of its kind, such as the clip's id
     */
    static UUID idOf(Class<? extends VoiceEvent> event, Object... cause) {
        var name = new StringBuilder(event.getSimpleName());
        for (var part : cause) {
            name.append('\n').append(part);
        }
        return UUID.nameUUIDFromBytes(name.toString().getBytes(StandardCharsets.UTF_8));
    }
}
