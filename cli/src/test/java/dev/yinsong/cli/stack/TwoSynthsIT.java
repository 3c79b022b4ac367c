package dev.yinsong.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yinsong.cli.client.Http;
import dev.yinsong.cli.client.SynthClient;
import dev.yinsong.cli.client.SynthClient.SpeakingVoice;
import dev.yinsong.cli.client.SynthClient.Spoken;
import dev.yinsong.cli.project.Project;
import dev.yinsong.common.blob.Blobs;
import dev.yinsong.common.event.Topics;
import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.common.event.VoiceEventSerializer;
import dev.yinsong.cosyvoice.JavaOptions;
import dev.yinsong.embedded.EmbeddedKafka;
import dev.yinsong.embedded.Ports;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two synth processes on one bus and one blob store. */
class TwoSynthsIT {

    private static final String VOICE = "anna";
    private static final String GREETING = "Hello to you.";
    private static final OptionalLong SEED = OptionalLong.of(7);
    private static final int LAST = 6; // the version after five swaps
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /**
     * A request that was sent.
     *
     * @param named the version that both named when it was sent; a newer one may be current when it arrives
     */
    private record Request(int named, Future<Spoken> answer) {}

    @TempDir
    private Path data = Path.of("");

    private final Path model =
            Path.of(System.getProperty("yinsong.it.model", Project.nano().toString()));
    private final NanoVoice voice = new NanoVoice(model);
    private final Map<Integer, byte[]> sounds = new HashMap<>(); // of each version alone

    private EmbeddedKafka kafka;
    private Blobs blobs;
    private KafkaProducer<String, VoiceEvent> producer;
    private List<ServiceProcess> synths = List.of();
    private List<SynthClient> clients = List.of();

    @BeforeEach
    void start() throws Exception {
        var store = data.resolve("blobs").toUri().toString();
        kafka = EmbeddedKafka.start(data.resolve("kafka"), 0);
        blobs = Blobs.open(store);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new VoiceEventSerializer());
        int one = Ports.free();
        int other = Ports.free();
        synths = List.of(synth("one", one, store), synth("other", other, store));
        for (var each : synths) {
            each.awaitReady(PATIENCE);
        }
        clients = List.of(client(one), client(other));
    }

    @AfterEach
    void stop() throws Exception {
        synths.forEach(ServiceProcess::close);
        producer.close();
        blobs.close();
        kafka.close();
    }

    @Test
    void nameTheSameVersionSoonAfterItsEventAndSpeakWithIt() throws Exception {
        for (int version = 1; version <= 3; version++) {
            var taken = swap(version);

            System.out.printf("version %d: both name it %d ms after its event%n", version, taken.toMillis());
            var spoken = clients.stream()
                    .map(each -> each.speak(VOICE, "Hello to both.", "wav", SEED))
                    .toList();
            assertThat(spoken).extracting(Spoken::version).containsOnly(Integer.toString(version));
        }
    }

    /** Property {@code yinsong.it.requests}: how many requests. */
    @Test
    void speakEachRequestThatIsUnderWayDuringSwapsWithTheVersionThatTheyName() throws Exception {
        int requests = Integer.getInteger("yinsong.it.requests", 24);
        var sent = new ArrayList<Request>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int version = 1; version <= LAST; version++) {
                swap(version);

                System.out.printf("version %d speaks; under way: %d requests%n", version, underWay(sent));
                while (sent.size() < requests * version / LAST) {
                    var synth = clients.get(sent.size() % clients.size());
                    var answer = callers.submit(() -> synth.speak(VOICE, GREETING, "pcm", SEED));
                    sent.add(new Request(version, answer));
                }
            }
        }

        var heard = new TreeMap<Integer, Integer>();
        for (var request : sent) {
            var spoken = request.answer().get();
            int version = Integer.parseInt(spoken.version());
            assertThat(version).isBetween(request.named(), LAST);
            assertThat(spoken.audio()).as("version " + version).isEqualTo(alone(version));
            heard.merge(version, 1, Integer::sum);
        }
        System.out.println("requests by version: " + heard);
        assertThat(heard).hasSizeGreaterThan(1).containsKey(LAST);
        assertThat(sounds.values().stream().map(Arrays::hashCode)).doesNotHaveDuplicates();
    }

    /** Publishes a version, and waits until both name it: how long that took. */
    private Duration swap(int version) throws Exception {
        VoiceEvent event = voice.store(blobs, VOICE, version);
        producer.send(new ProducerRecord<>(Topics.CHECKPOINTS, VOICE, event)).get();
        var sent = System.nanoTime();
        var expected = SpeakingVoice.trained(VOICE, version);
        await().pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .until(() -> clients.stream().allMatch(each -> each.voices().contains(expected)));
        return Duration.ofNanos(System.nanoTime() - sent);
    }

    private static long underWay(List<Request> sent) {
        return sent.stream().filter(request -> !request.answer().isDone()).count();
    }

    /** What a version says when nobody else speaks. */
    private byte[] alone(int version) {
        return sounds.computeIfAbsent(version, _ -> {
            var spoken = clients.getFirst().speak(VOICE + "@" + version, GREETING, "pcm", SEED);
            assertThat(spoken.version()).isEqualTo(Integer.toString(version));
            return spoken.audio();
        });
    }

    private ServiceProcess synth(String name, int port, String store) throws Exception {
        var command = new ArrayList<>(JavaOptions.ALL);
        command.addAll(Service.SYNTH.compiler());
        command.addFirst(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx512m",
                "-Dai.djl.offline=true",
                "-Dyinsong.exit-with-parent=true",
                "-Dyinsong.model=" + model,
                "-Dyinsong.blobs=" + store,
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dyinsong.synth.queue=250", // all of them at once, rather than 429
                "-Dkafka.bootstrap.servers=" + kafka.bootstrapServers(),
                "-jar",
                Service.SYNTH.program(Project.root()).toString()));
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var health = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
        return new ServiceProcess(
                name, command, Map.of(), health, new LogFile(data.resolve(name + ".log")), http, System.out::println);
    }

    private static SynthClient client(int port) {
        return new SynthClient(new Http(), "http://127.0.0.1:" + port);
    }
}
