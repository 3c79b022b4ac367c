package dev.yinsong.cli.deadletter;

import dev.yinsong.common.event.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A message that no consumer could use, as it lies in its dead-letter topic.
 *
 * @param message key, value and headers as they came, and headers that say why it is here
 * @param replayed whether it was sent again
 */
record DeadLetter(ConsumerRecord<byte[], byte[]> message, boolean replayed) {

    /** What the headers begin with that say why a message is here. */
    static final String REASONS = "dead-letter-";

    private static final String PREFIX = "yinsong.";
    private static final String SUFFIX = Topics.deadLetter("");

    /** Names it on the command line, such as {@code clips:0:17}: topic, partition and place. */
    String id() {
        var topic = message.topic();
        return topic.substring(PREFIX.length(), topic.length() - SUFFIX.length()) + ":" + place(message);
    }

    /** Partition and offset. */
    static String place(ConsumerRecord<byte[], byte[]> message) {
        return message.partition() + ":" + message.offset();
    }

    /** Whether a topic holds dead letters of ours. */
    static boolean isIn(String topic) {
        return topic.startsWith(PREFIX) && topic.endsWith(SUFFIX);
    }

    /** Where it came from, and goes again. */
    String origin() {
        var topic = message.topic();
        return header(REASONS + "topic").orElse(topic.substring(0, topic.length() - SUFFIX.length()));
    }

    String voice() {
        return message.key() == null ? "-" : new String(message.key(), StandardCharsets.UTF_8);
    }

    /** The CloudEvents type without what all have in common. */
    String event() {
        return header("ce_type").orElse("-").replace("dev.yinsong.", "");
    }

    String reason() {
        return header(REASONS + "reason").orElse("no reason was given");
    }

    Instant at() {
        return Instant.ofEpochMilli(message.timestamp());
    }

    String body() {
        return message.value() == null ? "(none)" : new String(message.value(), StandardCharsets.UTF_8);
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(message.headers().lastHeader(name))
                .filter(header -> header.value() != null)
                .map(header -> new String(header.value(), StandardCharsets.UTF_8));
    }
}
