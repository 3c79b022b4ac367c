package dev.yinsong.common.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;

/**
 * The attributes of an event as Kafka headers, by the binary mode of the CloudEvents 1.0 Kafka binding.
 */
final class CloudEventHeaders {

    static final String TYPE = "ce_type";
    static final String ID = "ce_id";
    static final String TIME = "ce_time";

    /** The voice, so that an event of an unknown type still says whose it is. */
    static final String SUBJECT = "ce_subject";

    private CloudEventHeaders() {}

    static void write(VoiceEvent event, String source, Headers headers) {
        set(headers, "ce_specversion", "1.0");
        set(headers, ID, event.id().toString());
        set(headers, TYPE, VoiceEvents.type(event));
        set(headers, "ce_source", source);
        set(headers, TIME, event.at().toString());
        set(headers, SUBJECT, event.voice());
        set(headers, "content-type", "application/json");
    }

    private static void set(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    static Optional<String> text(Headers headers, String name) {
        return Optional.ofNullable(headers.lastHeader(name))
                .filter(header -> header.value() != null)
                .map(header -> new String(header.value(), StandardCharsets.UTF_8));
    }

    /** The event's id; one that follows from the body where the header is absent or no UUID. */
    static UUID id(Headers headers, byte[] body) {
        try {
            return text(headers, ID).map(UUID::fromString).orElseGet(() -> UUID.nameUUIDFromBytes(body));
        } catch (IllegalArgumentException notAUuid) {
            return UUID.nameUUIDFromBytes(body);
        }
    }

    /** The event's time; the epoch where the header is absent or no time. */
    static Instant time(Headers headers) {
        try {
            return text(headers, TIME).map(Instant::parse).orElse(Instant.EPOCH);
        } catch (DateTimeParseException notATime) {
            return Instant.EPOCH;
        }
    }
}
