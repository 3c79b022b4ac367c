package dev.yinsong.common.event;

import java.time.Instant;
import java.util.UUID;

/**
 * A voice was deleted: it is not trained any more, and no longer speaks. Its clips were announced as removed before.
 *
 * <p>The name may be given to another voice later, whose versions go on counting where this one's ended.
 */
public record VoiceRemoved(UUID id, Instant at, String voice) implements VoiceEvent {

    public VoiceRemoved {
        Checks.envelope(id, at, voice);
    }
}
