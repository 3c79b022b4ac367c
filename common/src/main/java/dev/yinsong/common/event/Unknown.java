package dev.yinsong.common.event;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/**
 * An event of a type that this program does not know, as a newer one may send. Consumers pass over it.
 *
 * @param type its CloudEvents type
 * @param body the bytes as they came
 */
public record Unknown(UUID id, Instant at, String voice, String type, ByteBuffer body) implements VoiceEvent {

    public Unknown {
        body = body.asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer body() {
        return body.duplicate();
    }
}
