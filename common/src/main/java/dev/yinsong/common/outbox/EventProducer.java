package dev.yinsong.common.outbox;

import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.common.event.VoiceEventSerializer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka producers as a relay wants them: durable, in order, and soon aware of an outage. */
final class EventProducer {

    private EventProducer() {}

    /**
     * Opens a producer.
     *
     * @param broker where the broker is and how to get in
     * @param name of the service, which becomes the events' source
     */
    static Producer<String, VoiceEvent> open(Map<String, Object> broker, String name) {
        var settings = new HashMap<>(broker);
        settings.keySet().removeIf(key -> key.endsWith("serializer"));
        settings.put("client.id", name);
        settings.put("acks", "all");
        settings.put("enable.idempotence", true);
        settings.put("max.block.ms", 5_000);
        settings.put("request.timeout.ms", 5_000);
        settings.put("delivery.timeout.ms", 10_000);
        settings.put("linger.ms", 0);
        var serializer = new VoiceEventSerializer();
        serializer.configure(settings, false);
        return new KafkaProducer<>(settings, new StringSerializer(), serializer);
    }
}
