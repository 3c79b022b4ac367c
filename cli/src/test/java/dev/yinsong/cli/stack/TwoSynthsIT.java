package dev.yinsong.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yinsong.cli.client.Http;
import dev.yinsong.cli.client.SynthClient;
import dev.yinsong.cli.client.SynthClient.SpeakingVoice;
import dev.yinsong.cli.client.SynthClient.Spoken;
import dev.yinsong.common.blob.Blobs;
import dev.yinsong.common.event.Topics;
import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.common.event.VoiceEventSerializer;
import dev.yinsong.embedded.Ports;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two synth processes on one bus and one blob store. */
@ExtendWith(RunningStack.Provider.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoSynthsIT {

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

    private final NanoVoice chance = new NanoVoice(RunningStack.model());
    private final Map<String, byte[]> sounds = new HashMap<>(); // of each version alone, by VOICE@VERSION

    private Blobs blobs;
    private KafkaProducer<String, VoiceEvent> producer;
    private ServiceProcess other;
    private List<SynthClient> clients = List.of();

    @BeforeAll
    void start(RunningStack running) throws Exception {
        var stack = running.stack();
        int port = Ports.free();
        other = stack.another(Service.SYNTH, port);
        other.awaitReady(PATIENCE);
        clients = List.of(running.synth(), new SynthClient(new Http(), "http://127.0.0.1:" + port));
        blobs = Blobs.open(running.settings().blobs());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers()),
                new StringSerializer(),
                new VoiceEventSerializer());
    }

    @AfterAll
    void stop() {
        producer.close();
        blobs.close();
        other.close();
    }

    @Test
    void nameTheSameVersionSoonAfterItsEventAndSpeakWithIt() throws Exception {
        for (int version = 1; version <= 3; version++) {
            var taken = swap("anna", version);

            System.out.printf("version %d: both name it %d ms after its event%n", version, taken.toMillis());
            var spoken = clients.stream()
                    .map(each -> each.speak("anna", "Hello to both.", "wav", SEED))
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
                swap("bert", version);

                System.out.printf("version %d speaks; under way: %d requests%n", version, underWay(sent));
                while (sent.size() < requests * version / LAST) {
                    var synth = clients.get(sent.size() % clients.size());
                    var answer = callers.submit(() -> synth.speak("bert", GREETING, "pcm", SEED));
                    sent.add(new Request(version, answer));
                }
            }
        }

        var heard = new TreeMap<Integer, Integer>();
        for (var request : sent) {
            var spoken = request.answer().get();
            int version = Integer.parseInt(spoken.version());
            assertThat(version).isBetween(request.named(), LAST);
            assertThat(spoken.audio()).as("version " + version).isEqualTo(alone("bert", version));
            heard.merge(version, 1, Integer::sum);
        }
        System.out.println("requests by version: " + heard);
        assertThat(heard).hasSizeGreaterThan(1).containsKey(LAST);
        assertThat(sounds.values().stream().map(Arrays::hashCode)).doesNotHaveDuplicates();
    }

    /** Publishes a version, and waits until both name it: how long that took. */
    private Duration swap(String voice, int version) throws Exception {
        VoiceEvent event = chance.store(blobs, voice, version);
        producer.send(new ProducerRecord<>(Topics.CHECKPOINTS, voice, event)).get();
        var sent = System.nanoTime();
        var expected = SpeakingVoice.trained(voice, version);
        await().pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .until(() -> clients.stream().allMatch(each -> each.voices().contains(expected)));
        return Duration.ofNanos(System.nanoTime() - sent);
    }

    private static long underWay(List<Request> sent) {
        return sent.stream().filter(request -> !request.answer().isDone()).count();
    }

    /** What a version says when nobody else speaks. */
    private byte[] alone(String voice, int version) {
        return sounds.computeIfAbsent(voice + "@" + version, name -> {
            var spoken = clients.getFirst().speak(name, GREETING, "pcm", SEED);
            assertThat(spoken.version()).isEqualTo(Integer.toString(version));
            return spoken.audio();
        });
    }
}
