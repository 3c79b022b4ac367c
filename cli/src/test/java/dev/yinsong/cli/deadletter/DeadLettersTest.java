package dev.yinsong.cli.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yinsong.cli.terminal.Printed;
import dev.yinsong.embedded.EmbeddedKafka;
import dev.yinsong.embedded.TopicReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Dead letters of a real broker, through the commands. */
class DeadLettersTest {

    @TempDir
    private static Path folder = Path.of("");

    private static EmbeddedKafka kafka;

    private final String topic = "yinsong.t" + UUID.randomUUID().toString().substring(0, 8);
    private final Printed printed = new Printed(false);

    @BeforeAll
    static void startBroker() throws IOException {
        kafka = EmbeddedKafka.start(folder, 0);
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @BeforeEach
    void createTopics() throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1), new NewTopic(topic + ".dlq", 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    @Test
    void listsWhatLiesThereWithItsReason() throws Exception {
        bury("anna", "{}", "malformed event: voice is missing");

        assertThat(dlq("list")).isZero();

        assertThat(printed.lines())
                .anySatisfy(line -> assertThat(line)
                        .startsWith(id(0))
                        .contains("anna", "clip-ready.v1")
                        .endsWith("malformed event: voice is missing"));
    }

    @Test
    void showsALetterWithItsHeadersAndBody() throws Exception {
        bury("anna", "{\"no\": \"event\"}", "malformed");

        assertThat(dlq("show", id(0))).isZero();

        assertThat(printed.lines())
                .contains("from      " + topic, "header    ce_type: dev.yinsong.clip-ready.v1", "{\"no\": \"event\"}");
    }

    @Test
    void sendsALetterAgainAsItWasAndOnce() throws Exception {
        bury("anna", "one", "database said no");
        bury("ben", "two", "database said no");

        assertThat(dlq("replay", id(1))).isZero();

        assertThat(messages(topic)).singleElement().satisfies(again -> {
            assertThat(again.key()).isEqualTo("ben");
            assertThat(again.value()).isEqualTo("two");
            assertThat(again.headers().toArray())
                    .extracting(header -> header.key())
                    .containsExactly("ce_type");
        });
        await().untilAsserted(() -> assertThat(open()).containsExactly(id(0))); // the mark is seen after its commit

        dlq("replay", "--all");

        assertThat(messages(topic)).extracting(ConsumerRecord::value).containsExactly("two", "one");
        await().untilAsserted(() -> assertThat(open()).isEmpty());
        dlq("replay", "--all");
        assertThat(messages(topic)).hasSize(2);
    }

    @Test
    void sendsNothingWhenOneOfTheLettersIsNotThere() throws Exception {
        bury("anna", "one", "malformed");

        assertThat(dlq("replay", id(0), id(7))).isEqualTo(1);

        assertThat(printed.text()).contains("There is no dead letter " + id(7));
        assertThat(messages(topic)).isEmpty();
    }

    /** As SmallRye leaves a message that its consumer failed with. */
    private void bury(String key, String body, String reason) throws Exception {
        try (var producer = new KafkaProducer<>(broker(), new StringSerializer(), new StringSerializer())) {
            var message = new ProducerRecord<>(topic + ".dlq", key, body);
            message.headers()
                    .add("ce_type", bytes("dev.yinsong.clip-ready.v1"))
                    .add("dead-letter-reason", bytes(reason))
                    .add("dead-letter-topic", bytes(topic));
            producer.send(message).get();
        }
    }

    private List<String> open() {
        return new DeadLetters(broker())
                .all().stream()
                        .filter(letter -> letter.origin().equals(topic) && !letter.replayed())
                        .map(DeadLetter::id)
                        .toList();
    }

    private static List<ConsumerRecord<String, String>> messages(String from) {
        try (var reader = new TopicReader<>(kafka.bootstrapServers(), from, new StringDeserializer())) {
            return reader.records();
        }
    }

    private String id(int offset) {
        return topic.substring("yinsong.".length()) + ":0:" + offset;
    }

    private int dlq(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.add("--kafka=" + kafka.bootstrapServers());
        return new CommandLine(new Dlq())
                .addSubcommand(new DlqList(printed.terminal()))
                .addSubcommand(new DlqShow(printed.terminal()))
                .addSubcommand(new DlqReplay(printed.terminal()))
                .execute(all.toArray(String[]::new));
    }

    private static Map<String, Object> broker() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers(), "enable.auto.commit", false);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
