package dev.yinsong.cli.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * All dead letters of a broker. One that was sent again stays, with a mark behind it in the same topic: a message whose
 * header {@value #MARK} names its place.
 */
final class DeadLetters {

    private static final String MARK = "yinsong-replayed";
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> broker;

    /** Those of a broker that clients reach with some settings. */
    DeadLetters(Map<String, Object> broker) {
        this.broker = Map.copyOf(broker);
    }

    /** Every letter that lies there now, topic by topic, oldest first. */
    List<DeadLetter> all() {
        var messages = read();
        var marks = new HashSet<String>();
        messages.forEach(message -> mark(message).forEach(place -> marks.add(message.topic() + ":" + place)));
        return messages.stream()
                .filter(message -> mark(message).isEmpty())
                .map(message ->
                        new DeadLetter(message, marks.contains(message.topic() + ":" + DeadLetter.place(message))))
                .toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> read() {
        var settings = new HashMap<>(broker);
        settings.put("enable.auto.commit", false);
        settings.put("isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.listTopics().entrySet().stream()
                    .filter(topic -> DeadLetter.isIn(topic.getKey()))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var messages = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(messages::add);
            }
            return messages;
        }
    }

    /** The place that a mark names; nothing for a letter. */
    private static Set<String> mark(ConsumerRecord<byte[], byte[]> message) {
        var header = message.headers().lastHeader(MARK);
        return header == null ? Set.of() : Set.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    /**
     * Sends letters again to where they came from, as they were. A letter and its mark are one transaction: it is sent
     * and marked, or neither.
     */
    void replay(List<DeadLetter> letters) {
        var settings = new HashMap<>(broker);
        settings.put("transactional.id", "yinsong-dlq-" + UUID.randomUUID());
        settings.put("max.block.ms", 15_000);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            for (var letter : letters) {
                producer.beginTransaction();
                producer.send(again(letter));
                producer.send(replayed(letter));
                producer.commitTransaction();
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> again(DeadLetter letter) {
        var headers = new RecordHeaders();
        letter.message().headers().forEach(header -> {
            if (!header.key().startsWith(DeadLetter.REASONS)) {
                headers.add(header);
            }
        });
        return new ProducerRecord<>(
                letter.origin(), null, letter.message().key(), letter.message().value(), headers);
    }

    private static ProducerRecord<byte[], byte[]> replayed(DeadLetter letter) {
        var message = letter.message();
        var headers = new RecordHeaders().add(MARK, DeadLetter.place(message).getBytes(StandardCharsets.UTF_8));
        return new ProducerRecord<>(message.topic(), message.partition(), message.key(), null, headers);
    }
}
