package dev.yinsong.synth.voice;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.blob.Blobs;
import dev.yinsong.synth.Pitch;
import dev.yinsong.synth.Publisher;
import dev.yinsong.synth.RunningBroker;
import dev.yinsong.synth.TestVoice;
import dev.yinsong.synth.VoicesAtStart;
import dev.yinsong.synth.engine.FakeEngine;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@WithTestResource(RunningBroker.class)
class HotSwapTest {

    @Inject
    FakeEngine engine;

    @Inject
    Blobs blobs;

    @Inject
    Voices voices;

    @Inject
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private Publisher publisher;

    @BeforeEach
    void open() {
        VoicesAtStart.await();
        publisher = new Publisher(bootstrapServers, blobs);
    }

    @AfterEach
    void close() {
        engine.openGate();
        publisher.close();
    }

    @Test
    void hasEveryVoiceThatWasPublishedBeforeItBegan() {
        for (var path : new String[] {"/v1/audio/voices", "/audio/voices"}) {
            given().get(path)
                    .then()
                    .statusCode(200)
                    .body("voices.id", hasItems("anna", "ben"))
                    .body("voices.id", not(hasItems("carl")))
                    .body("voices.id", not(hasItems("dora")))
                    .body("voices.find { it.id == 'anna' }.name", equalTo("anna"))
                    .body("voices.find { it.id == 'anna' }.version", equalTo(3))
                    .body("voices.find { it.id == 'anna' }.versions", contains(2, 3))
                    .body("voices.find { it.id == 'anna' }.kind", equalTo("trained"))
                    .body("voices.find { it.id == 'anna@base' }.kind", equalTo("base"))
                    .body("voices.find { it.id == 'hummer' }.kind", equalTo("base"))
                    .body("refused.voice", hasItems("ben", "dora"))
                    .body("refused.find { it.voice == 'dora' }.reason", containsString("base model"));
        }
        speak("ben").statusCode(200).header("X-Voice-Version", "1");
        speak("carl").statusCode(404);
        speak("dora").statusCode(404);
    }

    @Test
    void speaksWithANewVersionSoonAfterItsEvent() {
        publisher.publish(TestVoice.of("eve", 1));
        awaitVersion("eve", 1);

        publisher.publish(TestVoice.of("eve", 2));
        awaitVersion("eve", 2);

        var file = speak("eve").statusCode(200).extract().asByteArray();
        assertThat(Pitch.version(Pitch.decode(file))).isEqualTo(2);
    }

    @Test
    void anotherPodOnTheSameBusSpeaksWithTheSameVersionSoonAfterItsEvent() throws InterruptedException {
        try (var other = new Pod(blobs, engine, bootstrapServers)) {
            await().atMost(Duration.ofSeconds(20)).until(other::restored);
            for (int version = 1; version <= 3; version++) {
                int published = version;
                publisher.publish(TestVoice.of("kim", published));

                await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                    assertThat(voices.current("kim")).isPresent();
                    assertThat(voices.current("kim").orElseThrow().version()).isEqualTo(published);
                    assertThat(other.current("kim")).isEqualTo(voices.current("kim"));
                });
            }
        }
    }

    @Test
    void anOlderVersionThatIsPublishedAgainSpeaksAgain() {
        publisher.publish(TestVoice.of("fay", 2));
        awaitVersion("fay", 2);

        publisher.publish(TestVoice.of("fay", 1));

        awaitVersion("fay", 1);
    }

    @Test
    void noRequestFailsOverSwapsAndEachIsSpokenByTheVersionThatItNames() throws Exception {
        publisher.publish(TestVoice.of("gus", 1));
        awaitVersion("gus", 1);
        int before = engine.mergedVoices();
        var answers = new ArrayList<CompletableFuture<HttpResponse<byte[]>>>();

        try (var client = HttpClient.newHttpClient()) {
            for (int version = 2; version <= 6; version++) {
                for (int i = 0; i < 40; i++) {
                    answers.add(client.sendAsync(request("gus"), HttpResponse.BodyHandlers.ofByteArray()));
                }
                publisher.publish(TestVoice.of("gus", version));
                awaitVersion("gus", version);
            }
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
        }

        var named = new HashSet<Integer>();
        for (var answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(200);
            int version = answer.get()
                    .headers()
                    .firstValue("X-Voice-Version")
                    .map(Integer::parseInt)
                    .orElseThrow();
            assertThat(Pitch.version(Pitch.decode(answer.get().body()))).isEqualTo(version);
            named.add(version);
        }
        assertThat(named).hasSizeGreaterThan(1);
        assertThat(answers).hasSize(200);
        await().untilAsserted(() -> assertThat(engine.mergedVoices()).isBetween(before, before + 1));
    }

    @Test
    void aRequestEndsOnTheVersionThatItBeganWith() throws Exception {
        publisher.publish(TestVoice.of("hal", 1));
        awaitVersion("hal", 1);
        speak("hal").statusCode(200);
        int merged = engine.mergedVoices();
        int begun = engine.piecesBegun();
        engine.closeGate();

        try (var client = HttpClient.newHttpClient()) {
            var answer = client.sendAsync(request("hal"), HttpResponse.BodyHandlers.ofByteArray());
            await().until(() -> engine.piecesBegun() > begun);
            publisher.publish(TestVoice.of("hal", 2));
            awaitVersion("hal", 2);
            assertThat(engine.mergedVoices()).isEqualTo(merged + 1);
            engine.openGate();

            assertThat(answer.get().headers().firstValue("X-Voice-Version")).hasValue("1");
            assertThat(Pitch.version(Pitch.decode(answer.get().body()))).isEqualTo(1);
        }
        await().untilAsserted(() -> assertThat(engine.mergedVoices()).isEqualTo(merged));
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatIsBadAndKeepsTheLastGoodVersion(Bad bad) {
        var voice = "ida-" + bad.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        publisher.publish(TestVoice.of(voice, 1));
        awaitVersion(voice, 1);

        bad.publish(publisher, TestVoice.of(voice, 2), blobs);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> given().get("/v1/audio/voices")
                        .then()
                        .body("refused.findAll { it.voice == '%s' }.version".formatted(voice), contains(2))
                        .body("refused.find { it.voice == '%s' }.reason".formatted(voice), containsString(bad.reason)));
        speak(voice).statusCode(200).header("X-Voice-Version", "1");
        publisher.publish(TestVoice.of(voice, 3));
        awaitVersion(voice, 3);
        given().get("/v1/audio/voices").then().body("refused.voice", not(hasItems(voice)));
    }

    /** Ways in which a checkpoint is bad, and what is said about each. */
    enum Bad {
        BLOB_IS_MISSING("there is no blob") {
            @Override
            void publish(Publisher publisher, TestVoice voice, Blobs blobs) {
                publisher.announce(voice, new BlobRef(URI.create("file:/gone"), "f".repeat(64), 10));
            }
        },
        BLOB_IS_NO_ARCHIVE("archive") {
            @Override
            void publish(Publisher publisher, TestVoice voice, Blobs blobs) {
                publisher.announce(voice, blobs.put("not a zip".getBytes(StandardCharsets.UTF_8)));
            }
        },
        EVENT_NAMES_ANOTHER_BASE("base model") {
            @Override
            void publish(Publisher publisher, TestVoice voice, Blobs blobs) {
                publisher.announce(voice.withBase("0".repeat(64)), blobs.put(voice.archive()));
            }
        },
        ARCHIVE_NAMES_ANOTHER_BASE("base model") {
            @Override
            void publish(Publisher publisher, TestVoice voice, Blobs blobs) {
                publisher.announce(
                        voice, blobs.put(voice.withBase("0".repeat(64)).archive()));
            }
        },
        ARCHIVE_IS_ANOTHER_VOICE("the archive holds") {
            @Override
            void publish(Publisher publisher, TestVoice voice, Blobs blobs) {
                publisher.announce(voice, blobs.put(TestVoice.of("else", 2).archive()));
            }
        },
        BYTE_IS_FLIPPED("archive") {
            @Override
            void publish(Publisher publisher, TestVoice voice, Blobs blobs) {
                publisher.announce(voice, blobs.put(voice.damagedArchive()));
            }
        },
        WEIGHT_IS_NOT_A_NUMBER("holds NaN") {
            @Override
            void publish(Publisher publisher, TestVoice voice, Blobs blobs) {
                publisher.announce(voice, blobs.put(voice.archiveWithNaN()));
            }
        },
        SPEAKER_IS_NOT_FINITE("voice.json") {
            @Override
            void publish(Publisher publisher, TestVoice voice, Blobs blobs) {
                publisher.announce(voice, blobs.put(voice.archiveWithInfiniteSpeaker()));
            }
        },
        SPEAKER_HAS_ANOTHER_SIZE("speaker vector") {
            @Override
            void publish(Publisher publisher, TestVoice voice, Blobs blobs) {
                publisher.publish(voice.withSpeakerSize(3));
            }
        },
        ADAPTER_DOES_NOT_FIT("does not fit") {
            @Override
            void publish(Publisher publisher, TestVoice voice, Blobs blobs) {
                publisher.publish(voice.withLayer("llm.unheard_of.linear_q"));
            }
        };

        private final String reason;

        Bad(String reason) {
            this.reason = reason;
        }

        abstract void publish(Publisher publisher, TestVoice voice, Blobs blobs);
    }

    @Test
    void aTombstoneRetiresAVoice() {
        publisher.publish(TestVoice.of("jan", 1));
        awaitVersion("jan", 1);
        speak("jan").statusCode(200);
        int merged = engine.mergedVoices();

        publisher.retire("jan");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> speak("jan").extract().statusCode() == 404);
        await().untilAsserted(() -> assertThat(engine.mergedVoices()).isEqualTo(merged - 1));
    }

    private static void awaitVersion(String voice, int version) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> given().get("/v1/audio/voices")
                        .then()
                        .body("voices.findAll { it.id == '%s' }.version".formatted(voice), contains(version)));
    }

    private static ValidatableResponse speak(String voice) {
        return given().contentType("application/json")
                .body(body(voice))
                .post("/v1/audio/speech")
                .then();
    }

    private static HttpRequest request(String voice) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/v1/audio/speech"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body(voice)))
                .build();
    }

    private static String body(String voice) {
        return "{\"input\": \"One sentence. And two.\", \"voice\": \"%s\", \"response_format\": \"wav\"}"
                .formatted(voice);
    }
}
