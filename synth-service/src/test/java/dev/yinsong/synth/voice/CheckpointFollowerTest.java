package dev.yinsong.synth.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yinsong.common.blob.Blobs;
import dev.yinsong.common.event.Topics;
import dev.yinsong.embedded.EmbeddedKafka;
import dev.yinsong.embedded.TopicReader;
import dev.yinsong.synth.Publisher;
import dev.yinsong.synth.TestVoice;
import dev.yinsong.synth.engine.FakeEngine;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsContext;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFollowerTest {

    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String DEAD_LETTERS = Topics.deadLetter(Topics.CHECKPOINTS);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void outlivesABrokerThatComesLateAndGoesAwayForAWhile() throws Exception {
        int port = freePort();
        var blobs = blobs();
        try (var pod = new Pod(blobs, new FakeEngine(), "127.0.0.1:" + port)) {
            try (var kafka = EmbeddedKafka.start(folder.resolve("kafka"), port);
                    var publisher = new Publisher(kafka.bootstrapServers(), blobs)) {
                await().atMost(LONG).until(pod::restored);
                publisher.publish(TestVoice.of("anna", 1));
                await().atMost(LONG).until(() -> pod.speaks("anna", 1));
            }
            assertThat(pod.speaks("anna", 1)).isTrue();
            try (var kafka = EmbeddedKafka.start(folder.resolve("kafka"), port);
                    var publisher = new Publisher(kafka.bootstrapServers(), blobs)) {
                publisher.publish(TestVoice.of("anna", 2));

                await().atMost(LONG).until(() -> pod.speaks("anna", 2));
            }
        }
    }

    @Test
    void putsWhatIsNoCheckpointAsideOnceAlthoughEveryPodReadsIt() throws Exception {
        var blobs = blobs();
        try (var kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
                var publisher = new Publisher(kafka.bootstrapServers(), blobs)) {
            publisher.sendRubbish("anna", "rubbish");
            publisher.publish(TestVoice.of("anna", 1));

            for (int start = 0; start < 2; start++) {
                try (var pod = new Pod(blobs, new FakeEngine(), kafka.bootstrapServers())) {
                    await().atMost(LONG).until(() -> pod.speaks("anna", 1));
                    assertThat(pod.counted("malformed")).isOne();
                }
            }

            assertThat(deadLetters(kafka.bootstrapServers())).singleElement().satisfies(letter -> {
                assertThat(letter.key()).isEqualTo("anna");
                assertThat(letter.value()).isEqualTo("rubbish");
                assertThat(header(letter, "dead-letter-reason")).startsWith("malformed event: ");
                assertThat(header(letter, "dead-letter-topic")).isEqualTo(Topics.CHECKPOINTS);
                assertThat(header(letter, "dead-letter-offset")).isEqualTo("0");
            });
        }
    }

    @Test
    void goesOnWhereItWasWhenItHasToConnectAgain() throws Exception {
        var blobs = blobs();
        try (var kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
                var publisher = new Publisher(kafka.bootstrapServers(), blobs)) {
            publisher.publish(TestVoice.of("anna", 1));
            publisher.publish(TestVoice.of("anna", 2));
            Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
            try (var pod = new Pod(blobs, new FakeEngine(), settings, 1)) {
                await().atMost(LONG).until(() -> pod.speaks("anna", 2));
                await().atMost(LONG).ignoreExceptions().until(() -> pod.counted("loaded") == 1); // noted after the swap

                publisher.sendRubbish("anna", "rubbish");
                publisher.publish(TestVoice.of("anna", 3));

                await().atMost(LONG).until(() -> pod.speaks("anna", 3));
                await().atMost(LONG).until(() -> pod.counted("loaded") > 1);
                assertThat(pod.counted("loaded"))
                        .as("what was taken before is not taken again")
                        .isEqualTo(2);
            }
        }
    }

    @Test
    void everyClientOfKafkaGetsInAsTheSettingsSay() throws Exception {
        var blobs = blobs();
        try (var kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
                var publisher = new Publisher(kafka.bootstrapServers(), blobs)) {
            publisher.sendRubbish("anna", "rubbish");
            publisher.publish(TestVoice.of("anna", 1));
            Map<String, Object> settings = Map.of(
                    "bootstrap.servers",
                    kafka.bootstrapServers(),
                    "metric.reporters",
                    Clients.class.getName(),
                    "value.deserializer",
                    "of.somebody.else",
                    "group.id",
                    "synth-service");

            try (var pod = new Pod(blobs, new FakeEngine(), settings)) {
                await().atMost(LONG).until(() -> pod.speaks("anna", 1));
            }
        }

        assertThat(Clients.TOLD)
                .containsExactlyInAnyOrder("kafka.admin.client", "kafka.consumer", "kafka.consumer", "kafka.producer");
    }

    /** Notes which kind of client each is that was told of it, by a setting that all of them take. */
    public static final class Clients implements MetricsReporter {

        static final List<String> TOLD = new CopyOnWriteArrayList<>();

        @Override
        public void contextChange(MetricsContext context) {
            TOLD.add(context.contextLabels().get(MetricsContext.NAMESPACE));
        }

        @Override
        public void configure(Map<String, ?> settings) {}

        @Override
        public void init(List<KafkaMetric> metrics) {}

        @Override
        public void metricChange(KafkaMetric metric) {}

        @Override
        public void metricRemoval(KafkaMetric metric) {}

        @Override
        public void close() {}
    }

    private Blobs blobs() {
        return Blobs.open(folder.resolve("blobs").toString());
    }

    private static List<ConsumerRecord<String, String>> deadLetters(String bootstrapServers) {
        try (var letters = new TopicReader<>(bootstrapServers, DEAD_LETTERS, new StringDeserializer())) {
            return letters.records();
        }
    }

    private static String header(ConsumerRecord<String, String> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
