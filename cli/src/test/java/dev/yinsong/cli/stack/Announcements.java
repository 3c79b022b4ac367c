package dev.yinsong.cli.stack;

import dev.yinsong.embedded.TopicReader;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a topic says of a voice. */
final class Announcements {

    private Announcements() {}

    /**
     * The distinct bodies of a voice's events in a topic at this moment. An event that was sent again after a crash has the
     * same body, and counts once: its readers know its id.
     */
    static Set<String> of(String bootstrapServers, String topic, String voice) {
        try (var reader = new TopicReader<>(bootstrapServers, topic, new StringDeserializer())) {
            return reader.records(voice).stream().map(ConsumerRecord::value).collect(Collectors.toSet());
        }
    }
}
