package dev.yinsong.common.event;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/**
 * A message that says that it is an event, and can't be read as one. Consumers refuse it by throwing {@link #refusal},
 * which sends it to the dead-letter topic; it never blocks the messages after it.
 *
 * @param reason what is wrong with it
 * @param body the bytes as they came
 */
public record Malformed(UUID id, Instant at, String voice, String reason, ByteBuffer body) implements VoiceEvent {

    public Malformed {
        body = body.asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer body() {
        return body.duplicate();
    }

    /** The exception for a consumer to fail with. */
    public IllegalArgumentException refusal() {
        return new IllegalArgumentException("malformed event: " + reason);
    }
}
