package dev.yinsong.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yinsong.cli.client.Http;
import dev.yinsong.cli.client.SynthClient;
import dev.yinsong.cli.client.SynthClient.SpeakingVoice;
import dev.yinsong.cli.project.Project;
import dev.yinsong.common.blob.Blobs;
import dev.yinsong.common.event.Topics;
import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.common.event.VoiceEventSerializer;
import dev.yinsong.embedded.EmbeddedKafka;
import dev.yinsong.embedded.Ports;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two synth processes on one bus and one blob store. */
class TwoSynthsIT {

    private static final String VOICE = "anna";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path data = Path.of("");

    private final Path model =
            Path.of(System.getProperty("yinsong.it.model", Project.nano().toString()));

    @Test
    void nameTheSameVersionSoonAfterItsEventAndSpeakWithIt() throws Exception {
        var store = data.resolve("blobs").toUri().toString();
        var voice = new NanoVoice(model);
        int one = Ports.free();
        int other = Ports.free();
        try (var kafka = EmbeddedKafka.start(data.resolve("kafka"), 0);
                var blobs = Blobs.open(store);
                var producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new StringSerializer(),
                        new VoiceEventSerializer());
                var first = synth("one", one, kafka.bootstrapServers(), store);
                var second = synth("other", other, kafka.bootstrapServers(), store)) {
            first.awaitReady(PATIENCE);
            second.awaitReady(PATIENCE);
            var clients = List.of(client(one), client(other));
            for (int version = 1; version <= 3; version++) {
                VoiceEvent event = voice.store(blobs, VOICE, version);
                producer.send(new ProducerRecord<>(Topics.CHECKPOINTS, VOICE, event))
                        .get();
                var sent = System.nanoTime();

                var expected = SpeakingVoice.trained(VOICE, version);
                await().pollInterval(Duration.ofMillis(20))
                        .atMost(PATIENCE)
                        .until(() ->
                                clients.stream().allMatch(each -> each.voices().contains(expected)));

                System.out.printf(
                        "version %d: both name it %d ms after its event%n",
                        version, Duration.ofNanos(System.nanoTime() - sent).toMillis());
                var spoken = clients.stream()
                        .map(each -> each.speak(VOICE, "Hello to both.", "wav", OptionalLong.of(7)))
                        .toList();
                assertThat(spoken).extracting(SynthClient.Spoken::version).containsOnly(Integer.toString(version));
            }
        }
    }

    private ServiceProcess synth(String name, int port, String bootstrapServers, String store) throws Exception {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dai.djl.offline=true",
                "-Dyinsong.exit-with-parent=true",
                "-Dyinsong.model=" + model,
                "-Dyinsong.blobs=" + store,
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dkafka.bootstrap.servers=" + bootstrapServers,
                "-jar",
                Service.SYNTH.program(Project.root()).toString());
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var health = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
        return new ServiceProcess(
                name, command, health, new LogFile(data.resolve(name + ".log")), http, System.out::println);
    }

    private static SynthClient client(int port) {
        return new SynthClient(new Http(), "http://127.0.0.1:" + port);
    }
}
