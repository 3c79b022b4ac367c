package dev.yinsong.common.event;

import java.time.Instant;
import java.util.UUID;

/**
 * A clip is no longer to be trained on.
 *
 * @param clip the id of the clip
 */
public record ClipRemoved(UUID id, Instant at, String voice, UUID clip) implements VoiceEvent {

    public ClipRemoved {
        Checks.envelope(id, at, voice);
        Checks.present("clip", clip);
    }
}
