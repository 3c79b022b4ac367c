package dev.yinsong.synth.voice;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.yinsong.common.event.Topics;
import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.common.event.VoiceEvents;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/**
 * Counts the messages that are no checkpoints, and puts them into the dead-letter topic with the reason, under the headers
 * that the other services' consumers use.
 *
 * <p>Every pod reads every message, and again after each start. So a pod looks first whether a message lies there already;
 * two that look in the same moment may both put it there, which does no harm.
 */
@ApplicationScoped
class DeadCheckpoints {

    private static final Logger LOG = Logger.getLogger(DeadCheckpoints.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int PATIENCE_MS = 10_000;
    private static final String REASON = "dead-letter-reason";
    private static final String TOPIC = "dead-letter-topic";
    private static final String PARTITION = "dead-letter-partition";
    private static final String OFFSET = "dead-letter-offset";

    private final Broker broker;
    private final CheckpointMeters meters;

    DeadCheckpoints(Broker broker, MeterRegistry meters) {
        this.broker = broker;
        this.meters = new CheckpointMeters(meters);
    }

    /**
     * Puts a message aside.
     *
     * @throws KafkaException when the broker does not take it now: the message is to be read again
     */
    void bury(ConsumerRecord<String, VoiceEvent> message, String reason) {
        meters.malformed();
        LOG.warnf(
                "message %d of %s-%d is no checkpoint of voice %s: put aside, %s",
                message.offset(), message.topic(), message.partition(), message.key(), reason);
        var place = new Place(Integer.toString(message.partition()), Long.toString(message.offset()));
        if (!buried(message.topic()).contains(place)) {
            send(message, place, reason);
        }
    }

    /** Where the messages were that lie in the dead-letter topic of a topic. */
    private Set<Place> buried(String topic) {
        var places = new HashSet<Place>();
        var settings = settings(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(Topics.deadLetter(topic)).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(letter -> places.add(Place.of(letter.headers())));
            }
        }
        return places;
    }

    private void send(ConsumerRecord<String, VoiceEvent> message, Place place, String reason) {
        var headers = new RecordHeaders(message.headers());
        Map.of(REASON, reason, TOPIC, message.topic(), PARTITION, place.partition(), OFFSET, place.offset())
                .forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
        var event = message.value();
        var body = event == null ? null : VoiceEvents.write(event);
        var letter = new ProducerRecord<>(Topics.deadLetter(message.topic()), null, message.key(), body, headers);
        try (var producer = new KafkaProducer<>(
                settings(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(letter).get();
        } catch (ExecutionException e) {
            throw new KafkaException("a dead letter was not taken", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted before a dead letter was taken", e);
        }
    }

    private Map<String, Object> settings(String patience) {
        return broker.with(Map.of(
                "client.id",
                "synth-service-dead-letters",
                "request.timeout.ms",
                PATIENCE_MS / 2,
                patience,
                PATIENCE_MS));
    }

    /** Partition and offset that a message had, as headers say them. */
    private record Place(String partition, String offset) {

        static Place of(Headers headers) {
            return new Place(text(headers, PARTITION), text(headers, OFFSET));
        }

        private static String text(Headers headers, String name) {
            var header = headers.lastHeader(name);
            return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
        }
    }
}
