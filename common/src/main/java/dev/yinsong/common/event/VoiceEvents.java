package dev.yinsong.common.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Events as JSON, and their CloudEvents types. Fields are only ever added to an event, so fields that a reader does not
 * know are passed over; a new meaning is a new type.
 */
public final class VoiceEvents {

    /** Records by their CloudEvents type. */
    private static final Map<String, Class<? extends VoiceEvent>> RECORDS = Map.ofEntries(
            Map.entry("dev.yinsong.clip-ready.v1", ClipReady.class),
            Map.entry("dev.yinsong.clip-removed.v1", ClipRemoved.class),
            Map.entry("dev.yinsong.voice-removed.v1", VoiceRemoved.class),
            Map.entry("dev.yinsong.clip-quarantined.v1", ClipQuarantined.class),
            Map.entry("dev.yinsong.training-started.v1", TrainingStarted.class),
            Map.entry("dev.yinsong.training-progressed.v1", TrainingProgressed.class),
            Map.entry("dev.yinsong.training-finished.v1", TrainingFinished.class),
            Map.entry("dev.yinsong.training-failed.v1", TrainingFailed.class),
            Map.entry("dev.yinsong.checkpoint-published.v1", CheckpointPublished.class),
            Map.entry("dev.yinsong.voice-retired.v1", VoiceRetired.class));

    private static final Map<Class<? extends VoiceEvent>, String> TYPES =
            RECORDS.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private VoiceEvents() {}

    /** Every type that this program can read and write, with its record. */
    public static Map<String, Class<? extends VoiceEvent>> types() {
        return RECORDS;
    }

    /** The CloudEvents type of an event, such as {@code dev.yinsong.clip-ready.v1}. */
    public static String type(VoiceEvent event) {
        return switch (event) {
            case Unknown unknown -> unknown.type();
            case Malformed malformed ->
                throw new IllegalArgumentException("a malformed event has no type: " + malformed.reason());
            case ClipReady e -> typeOf(e);
            case ClipRemoved e -> typeOf(e);
            case VoiceRemoved e -> typeOf(e);
            case ClipQuarantined e -> typeOf(e);
            case TrainingStarted e -> typeOf(e);
            case TrainingProgressed e -> typeOf(e);
            case TrainingFinished e -> typeOf(e);
            case TrainingFailed e -> typeOf(e);
            case CheckpointPublished e -> typeOf(e);
            case VoiceRetired e -> typeOf(e);
        };
    }

    private static String typeOf(VoiceEvent event) {
        return Optional.ofNullable(TYPES.get(event.getClass()))
                .orElseThrow(() -> new IllegalStateException("no type is registered for " + event.getClass()));
    }

    /** The event as UTF-8 JSON. */
    public static byte[] write(VoiceEvent event) {
        return switch (event) {
            case Unknown unknown -> bytes(unknown.body());
            case Malformed malformed -> bytes(malformed.body());
            case VoiceEvent known -> json(known);
        };
    }

    private static byte[] json(VoiceEvent event) {
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("event can't be written as JSON: " + event, e);
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /** Whether {@link #read} knows this CloudEvents type. */
    public static boolean knows(String type) {
        return RECORDS.containsKey(type);
    }

    /**
     * The event in some UTF-8 JSON.
     *
     * @throws IllegalArgumentException when the type is not known
     * @throws IOException when the bytes are not such an event
     */
    public static VoiceEvent read(String type, byte[] json) throws IOException {
        var record = RECORDS.get(type);
        if (record == null) {
            throw new IllegalArgumentException("no event has the type " + type);
        }
        VoiceEvent event = JSON.readValue(json, record);
        if (event == null) {
            throw new IOException("the body is null");
        }
        return event;
    }
}
