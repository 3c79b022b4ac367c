package dev.yinsong.common.event;

import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to Kafka in the CloudEvents binary mode: attributes in headers, the record as JSON in the value. The
 * event's source is {@code urn:yinsong:} with the producer's {@code client.id}.
 */
public final class VoiceEventSerializer implements Serializer<VoiceEvent> {

    private String source = "urn:yinsong";

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        if (configs.get("client.id") instanceof String client && !client.isBlank()) {
            source = "urn:yinsong:" + client;
        }
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable VoiceEvent event) {
        return event == null ? null : VoiceEvents.write(event);
    }

    @Override
    public byte @Nullable [] serialize(String topic, Headers headers, @Nullable VoiceEvent event) {
        if (event != null && !(event instanceof Malformed) && !(event instanceof Unknown)) {
            CloudEventHeaders.write(event, source, headers);
        }
        return serialize(topic, event);
    }
}
