package dev.yinsong.common.event;

import java.time.Instant;
import java.util.UUID;

/**
 * A voice speaks no more. On its topic it is a tombstone, a record of no value under the voice's key, so that compaction
 * forgets the voice's checkpoints; readers get null for it.
 */
public record VoiceRetired(UUID id, Instant at, String voice) implements VoiceEvent {

    public VoiceRetired {
        Checks.envelope(id, at, voice);
    }
}
