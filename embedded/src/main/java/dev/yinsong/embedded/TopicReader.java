package dev.yinsong.embedded;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What lies in a topic, for tests. It is of no consumer group, so the services' own are left alone; and it remembers what
 * it has read, so asking again and again costs little.
 *
 * @param <V> the bodies
 */
public final class TopicReader<V> implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String topic;
    private final KafkaConsumer<String, V> consumer;
    private final List<TopicPartition> partitions;
    private final List<ConsumerRecord<String, V>> records = new ArrayList<>();

    /**
     * Reads nothing yet.
     *
     * @param topic one that exists
     */
    public TopicReader(String bootstrapServers, String topic, Deserializer<V> bodies) {
        this.topic = topic;
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", false),
                new StringDeserializer(),
                bodies);
        this.partitions = consumer.partitionsFor(topic).stream()
                .map(each -> new TopicPartition(topic, each.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** All records in the topic at this moment, those of a key in their order. */
    public synchronized List<ConsumerRecord<String, V>> records() {
        var ends = consumer.endOffsets(partitions);
        var deadline = Instant.now().plus(PATIENCE);
        while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException(
                        "Could not read " + topic + " to its end in " + PATIENCE.toSeconds() + " s.");
            }
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
        }
        return List.copyOf(records);
    }

    /** All records of a key in the topic at this moment, in their order. */
    public List<ConsumerRecord<String, V>> records(String key) {
        return records().stream().filter(each -> key.equals(each.key())).toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
