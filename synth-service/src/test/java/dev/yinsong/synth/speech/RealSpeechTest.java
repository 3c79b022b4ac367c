package dev.yinsong.synth.speech;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
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
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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
