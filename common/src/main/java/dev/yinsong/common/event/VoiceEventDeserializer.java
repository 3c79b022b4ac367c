package dev.yinsong.common.event;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads events from Kafka; the {@code ce_type} header chooses the record.
 *
 * <p>It never throws, for a deserializer that throws stops the whole partition: a type that is not known gives
 * {@link Unknown}, a message that can't be read gives {@link Malformed}, a tombstone gives null.
 */
public final class VoiceEventDeserializer implements Deserializer<VoiceEvent> {

    @Override
    public @Nullable VoiceEvent deserialize(String topic, byte @Nullable [] body) {
        return deserialize(topic, new RecordHeaders(), body);
    }

    @Override
    public @Nullable VoiceEvent deserialize(String topic, Headers headers, byte @Nullable [] body) {
        if (body == null) {
            return null;
        }
        var type = CloudEventHeaders.text(headers, CloudEventHeaders.TYPE).orElse("");
        if (type.isEmpty()) {
            return malformed(headers, body, "it has no header " + CloudEventHeaders.TYPE);
        }
        if (!VoiceEvents.knows(type)) {
            return new Unknown(
                    CloudEventHeaders.id(headers, body),
                    CloudEventHeaders.time(headers),
                    voice(headers),
                    type,
                    ByteBuffer.wrap(body));
        }
        try {
            return VoiceEvents.read(type, body);
        } catch (IOException e) {
            return malformed(headers, body, "its body is no " + type + ": " + e.getMessage());
        }
    }

    private static Malformed malformed(Headers headers, byte[] body, String reason) {
        return new Malformed(
                CloudEventHeaders.id(headers, body),
                CloudEventHeaders.time(headers),
                voice(headers),
                reason,
                ByteBuffer.wrap(body));
    }

    private static String voice(Headers headers) {
        return CloudEventHeaders.text(headers, CloudEventHeaders.SUBJECT).orElse("");
    }
}
