package dev.yinsong.embedded;

import java.nio.file.Path;
import org.apache.kafka.common.utils.Exit;

/** A program whose Kafka ends it, as Kafka does when its disk is full. */
final class KafkaThatGivesUp {

    private KafkaThatGivesUp() {}

    public static void main(String[] arguments) throws Exception {
        EmbeddedKafka.start(Path.of(arguments[0]), 0);
        Exit.halt(5);
    }
}
