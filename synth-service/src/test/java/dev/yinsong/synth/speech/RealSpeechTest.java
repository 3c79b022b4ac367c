package dev.yinsong.synth.speech;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;

import dev.yinsong.common.blob.Blobs;
import dev.yinsong.synth.Pitch;
import dev.yinsong.synth.Publisher;
import dev.yinsong.synth.RunningBroker;
import dev.yinsong.synth.TinyModel;
import dev.yinsong.synth.VoicesAtStart;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole service with the real networks, small and with weights of chance. */
@QuarkusTest
@TestProfile(RealSpeechTest.RealEngine.class)
@WithTestResource(RunningBroker.class)
@WithTestResource(RealSpeechTest.Model.class)
class RealSpeechTest {

    @Inject
    Blobs blobs;

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    @ConfigProperty(name = "yinsong.model")
    String model;

    @BeforeEach
    void publish() {
        VoicesAtStart.await();
        var folder = Path.of(model);
        try (var publisher = new Publisher(bootstrapServers, blobs)) {
            var hash = TinyModel.hash(folder);
            publisher.announce("tuned", 1, hash, blobs.put(TinyModel.voice(folder, "tuned", 1, 0.2f)));
            publisher.announce("plain", 1, hash, blobs.put(TinyModel.voice(folder, "plain", 1, 0)));
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> given().get("/v1/audio/voices")
                        .then()
                        .body("voices.id", hasItem("tuned"))
                        .body("voices.id", hasItem("plain")));
    }

    @Test
    void theSameSeedGivesTheSameSpeechAndTheAdapterChangesIt() {
        var tuned = speak("tuned", 7, true);

        assertThat(speak("tuned", 7, true)).isEqualTo(tuned);
        assertThat(speak("tuned", 8, true)).isNotEqualTo(tuned);
        assertThat(speak("tuned", 7, false)).isNotEqualTo(tuned);
    }

    @Test
    void anAdapterThatChangesNothingSoundsAsTheBase() {
        assertThat(speak("plain", 7, true)).isEqualTo(speak("plain", 7, false));
    }

    @Test
    void speaksSomeSound() {
        var sound = Pitch.decode(speak("tuned", 1, true));

        assertThat(sound.sampleRate()).isEqualTo(22050);
        assertThat(sound.seconds()).isGreaterThan(0.1);
        assertThat(sound.rms()).isPositive();
    }

    @Test
    void readsANumberAloneInTheVoicesLanguage() {
        var folder = Path.of(model);
        try (var publisher = new Publisher(bootstrapServers, blobs)) {
            var archive = TinyModel.voice(folder, "mei", 1, 0.2f, "zh");
            publisher.announce("mei", 1, TinyModel.hash(folder), blobs.put(archive));
        }
        awaitVersion("mei", 1);

        assertThat(said("mei", "12")).contains("十二");
        assertThat(said("tuned", "12")).contains("twelve");
    }

    private static String said(String voice, String text) {
        return given().contentType("application/json")
                .body(Map.of("input", text, "voice", voice, "seed", 7, "steps", 1))
                .post("/v1/audio/speech/timings")
                .then()
                .statusCode(200)
                .extract()
                .path("segments[0].text");
    }

    @Test
    void eachOfManyRequestsOverFiveSwapsIsSpokenByTheVersionThatItNames() throws Exception {
        var folder = Path.of(model);
        var answers = new ArrayList<CompletableFuture<HttpResponse<byte[]>>>();
        try (var publisher = new Publisher(bootstrapServers, blobs);
                var client = HttpClient.newHttpClient()) {
            for (int version = 1; version <= 6; version++) {
                var archive = TinyModel.voice(folder, "swift", version, 0.1f * version);
                publisher.announce("swift", version, TinyModel.hash(folder), blobs.put(archive));
                awaitVersion("swift", version);
                for (int i = 0; i < 10; i++) {
                    answers.add(client.sendAsync(request("swift"), HttpResponse.BodyHandlers.ofByteArray()));
                }
            }

            var heard = new HashMap<String, byte[]>();
            for (var answer : answers) {
                assertThat(answer.get().statusCode()).isEqualTo(200);
                var version =
                        answer.get().headers().firstValue("X-Voice-Version").orElseThrow();
                heard.putIfAbsent(version, pinned(client, version));
                assertThat(answer.get().body()).isEqualTo(heard.get(version));
            }
            assertThat(heard).hasSizeGreaterThan(1);
            assertThat(heard.values().stream().map(Arrays::hashCode).distinct()).hasSameSizeAs(heard.keySet());
        }
    }

    private static byte[] pinned(HttpClient client, String version) throws Exception {
        var answer = client.send(request("swift@" + version), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.headers().firstValue("X-Voice-Version")).hasValue(version);
        return answer.body();
    }

    private static HttpRequest request(String voice) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + "/v1/audio/speech"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"input\": \"Hi.\", \"voice\": \"%s\", \"response_format\": \"pcm\", \"seed\": 5, \"steps\": 1}"
                                .formatted(voice)))
                .build();
    }

    private static void awaitVersion(String voice, int version) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> given().get("/v1/audio/voices")
                        .then()
                        .body("voices.findAll { it.id == '%s' }.version".formatted(voice), contains(version)));
    }

    private static byte[] speak(String voice, int seed, boolean adapter) {
        return given().contentType("application/json")
                .body(Map.of(
                        "input",
                        "Two words.",
                        "voice",
                        voice,
                        "response_format",
                        "wav",
                        "seed",
                        seed,
                        "steps",
                        2,
                        "adapter",
                        adapter))
                .post("/v1/audio/speech")
                .then()
                .statusCode(200)
                .header("X-Voice-Version", adapter ? "1" : "base")
                .extract()
                .asByteArray();
    }

    /** Without the engine that hums. */
    public static final class RealEngine implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.arc.selected-alternatives", "none");
        }
    }

    /** Writes the model before the service starts. */
    public static final class Model implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            try {
                var folder = Files.createTempDirectory("tiny-model");
                TinyModel.write(folder);
                return Map.of("yinsong.model", folder.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void stop() {}
    }
}
