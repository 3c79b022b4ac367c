package dev.yinsong.ingest.clip;

import static dev.yinsong.ingest.Api.part;
import static dev.yinsong.ingest.Api.upload;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.yinsong.common.event.ClipReady;
import dev.yinsong.common.feature.ClipFeatures;
import dev.yinsong.ingest.OnServers;
import dev.yinsong.ingest.Sound;
import dev.yinsong.ingest.Stored;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@OnServers
class ClipResourceTest {

    private static final String WORDS = "The boat turned toward the light.";

    @Inject
    Stored stored;

    private final String voice = voice();

    @Test
    void takesAClipInAndAnnouncesItUnderItsVoice() {
        var id = upload(voice, Sound.speechLike(2, 1), WORDS)
                .statusCode(201)
                .body("voice", equalTo(voice), "text", equalTo(WORDS), "quality.source.sampleRate", equalTo(24_000))
                .body("quality.measurements.find { it.name == 'seconds' }.unit", equalTo("s"))
                .extract()
                .<String>path("id");

        given().get("/v1/voices/{voice}/clips", voice)
                .then()
                .statusCode(200)
                .body("clips", hasSize(1))
                .body("clips[0].id", equalTo(id));
        given().get("/v1/voices/{voice}/clips/{id}", voice, id)
                .then()
                .statusCode(200)
                .body("id", equalTo(id));
        assertThat(stored.announced(voice)).singleElement().isInstanceOfSatisfying(ClipReady.class, ready -> {
            assertThat(ready.clip()).isEqualTo(UUID.fromString(id));
            assertThat(ready.text()).isEqualTo(WORDS);
            assertThat(ready.language()).isEqualTo("en");
            assertThat(stored.has(ready.audio())).isTrue();
            var features = ClipFeatures.read(stored.file(ready.features()));
            assertThat(features.mels()).isEqualTo(80);
            assertThat(features.frames()).isCloseTo((int) (ready.seconds() * 22_050 / 256), within(3));
            assertThat(features.speechTokens().length).isCloseTo((int) (ready.seconds() * 50), within(3));
            assertThat(features.textTokens()).isNotEmpty();
            assertThat(features.speaker()).hasSize(192);
        });
    }

    @Test
    void answersTheSameUploadWithTheFirstClip() {
        var sound = Sound.speechLike(2, 2);
        var first = upload(voice, sound, WORDS).statusCode(201).extract().<String>path("id");

        upload(voice, sound, "  " + WORDS + "\n").statusCode(200).body("id", equalTo(first));

        upload(voice, sound, "Other words altogether.").statusCode(201);
        assertThat(stored.announced(voice)).hasSize(2);
    }

    @Test
    void makesOneClipOfUploadsThatComeTogether() {
        var sound = Sound.speechLike(3, 13);
        var threads = Executors.newFixedThreadPool(6);

        var statuses = IntStream.range(0, 6)
                .mapToObj(_ -> CompletableFuture.supplyAsync(
                        () -> upload(voice, sound, WORDS).extract(), threads))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        threads.shutdown();

        assertThat(statuses.stream().map(ExtractableResponse::statusCode))
                .containsExactlyInAnyOrder(201, 200, 200, 200, 200, 200);
        assertThat(statuses.stream().map(answer -> answer.<String>path("id")).distinct())
                .hasSize(1);
        assertThat(stored.announced(voice)).hasSize(1);
    }

    @Test
    void takesTheTranscriptAsAFileToo() {
        given().multiPart("audio", "clip.wav", part(Sound.speechLike(1, 3)))
                .multiPart("text", "clip.txt", "Grüße".getBytes(StandardCharsets.UTF_8))
                .post("/v1/voices/{voice}/clips", voice)
                .then()
                .statusCode(201)
                .body("text", equalTo("Grüße"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " \n\t", "\u200B\u200B", "😀 🎉", "...", "bell\u0007", "\u202Ebackwards", "bad \uFFFD bytes"
            })
    void refusesATranscriptThatNobodyCanSay(String text) {
        refused(upload(voice, Sound.speechLike(2, 4), text), 422, "transcript-refused");
    }

    @Test
    void refusesMoreWordsThanFitIntoTheSound() {
        refused(upload(voice, Sound.speechLike(1, 5), "word ".repeat(20)), 422, "transcript-refused");
        refused(upload(voice, Sound.speechLike(20, 5), "word ".repeat(300)), 422, "transcript-refused");
        refused(upload(voice, Sound.speechLike(20, 5), "word ".repeat(4000)), 422, "transcript-refused");
    }

    @Test
    void refusesATranscriptThatIsNotUtf8() {
        var response = given().multiPart("audio", "clip.wav", part(Sound.speechLike(2, 6)))
                .multiPart("text", "clip.txt", new byte[] {(byte) 0xC4, (byte) 0xE3, (byte) 0xBA, (byte) 0xC3})
                .post("/v1/voices/{voice}/clips", voice)
                .then();

        refused(response, 422, "transcript-refused");
    }

    @Test
    void refusesSoundThatAVoiceCanNotLearnFrom() {
        refused(upload(voice, new byte[0], WORDS), 422, "audio-refused");
        refused(upload(voice, "no sound".getBytes(StandardCharsets.UTF_8), WORDS), 422, "audio-refused");
        refused(upload(voice, Sound.wav(new float[72_000], 24_000), WORDS), 422, "audio-refused");
        refused(upload(voice, Sound.speechLike(0.3, 7), "No."), 422, "audio-refused");
        refused(upload(voice, Sound.speechLike(31, 7), WORDS), 422, "audio-refused");
        refused(upload(voice, Sound.speechLike(2, 7, 8_000), WORDS), 422, "audio-refused");
    }

    @Test
    void refusesAFormThatLacksAPart() {
        refused(
                given().multiPart("text", WORDS)
                        .post("/v1/voices/{voice}/clips", voice)
                        .then(),
                400,
                "upload-incomplete");
        refused(
                given().multiPart("audio", "clip.wav", part(Sound.speechLike(1, 8)))
                        .post("/v1/voices/{voice}/clips", voice)
                        .then(),
                400,
                "upload-incomplete");
    }

    @Test
    void refusesABodyOverTheLimit() {
        refused(upload(voice, new byte[34 * 1024 * 1024], WORDS), 413, "audio-too-large");
    }

    @Test
    void refusesABodyThatSaysThatItIsOverTheLimit() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/voices/" + voice + "/clips"))
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofByteArray(new byte[34 * 1024 * 1024]))
                .build();

        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(request, BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(response.body()).contains("urn:problem:audio-too-large");
        }
    }

    @Test
    void refusesAClipForAVoiceThatIsNotThere() {
        upload("nobody", Sound.speechLike(1, 9), WORDS)
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:voice-not-found"));
    }

    @Test
    void keepsNothingOfTheNameThatAFileCameWith() {
        given().multiPart("audio", "../../../../tmp/evil.wav", part(Sound.speechLike(1, 10)))
                .multiPart("text", "Yes.")
                .post("/v1/voices/{voice}/clips", voice)
                .then()
                .statusCode(201);

        assertThat(Path.of("/tmp/evil.wav")).doesNotExist();
    }

    @Test
    void addsUpWhatAVoiceHas() {
        upload(voice, Sound.speechLike(1, 11), "One.").statusCode(201);
        upload(voice, Sound.speechLike(2, 12), "Two.").statusCode(201);

        given().get("/v1/voices/{voice}", voice)
                .then()
                .body("clips", equalTo(2))
                .body("seconds.doubleValue()", closeTo(3, 0.5));
    }

    private void refused(ValidatableResponse response, int status, String name) {
        response.statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:" + name), "status", equalTo(status));
        given().get("/v1/voices/{voice}/clips", voice).then().body("clips", hasSize(0));
        assertThat(stored.announced(voice)).isEmpty();
    }

    @Test
    void announcesAClipInTheTraceOfItsUpload() {
        var trace = UUID.randomUUID().toString().replace("-", "");

        given().header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                .multiPart("audio", "clip.wav", part(Sound.speechLike(2, 11)))
                .multiPart("text", WORDS, "text/plain; charset=utf-8")
                .post("/v1/voices/{voice}/clips", voice)
                .then()
                .statusCode(201);

        assertThat(stored.traces(voice)).singleElement().asString().contains(trace);
    }

    private static String voice() {
        return "voice-" + UUID.randomUUID();
    }

    @BeforeEach
    void makeTheVoice() {
        given().contentType("application/json")
                .body("{\"name\":\"" + voice + "\",\"language\":\"en\"}")
                .post("/v1/voices")
                .then()
                .statusCode(201);
    }
}
