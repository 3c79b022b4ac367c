package dev.yinsong.ingest.idempotency;

import static dev.yinsong.ingest.Api.part;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.yinsong.ingest.Api;
import dev.yinsong.ingest.ClipThreads;
import dev.yinsong.ingest.OnServers;
import dev.yinsong.ingest.Sound;
import dev.yinsong.ingest.Stored;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@OnServers
class IdempotencyTest {

    private static final String WORDS = "The boat turned toward the light.";

    private static final String IN_PROGRESS = "urn:problem:request-in-progress";

    @Inject
    Stored stored;

    @Inject
    ClipThreads clipThreads;

    private final String key = UUID.randomUUID().toString();

    @Test
    void givesTheSameAnswerToTheSameRequest() {
        var name = "voice-" + UUID.randomUUID();
        var body = "{\"name\":\"" + name + "\",\"language\":\"en\"}";
        var first = create(body)
                .statusCode(201)
                .header("Idempotency-Replayed", nullValue())
                .extract();

        create("{ \"language\": \"en\", \"name\": \"" + name + "\" }")
                .statusCode(201)
                .header("Idempotency-Replayed", equalTo("true"))
                .header("Location", endsWith("/v1/voices/" + name))
                .header("ETag", equalTo(first.header("ETag")))
                .contentType("application/json")
                .body(equalTo(first.asString()));
    }

    @Test
    void refusesAKeyThatCameWithAnotherRequest() {
        create("{\"name\":\"voice-" + UUID.randomUUID() + "\",\"language\":\"en\"}")
                .statusCode(201);

        create("{\"name\":\"voice-" + UUID.randomUUID() + "\",\"language\":\"en\"}")
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:idempotency-key-reused"));
    }

    @Test
    void repeatsARefusal() {
        var voice = Api.newVoice("en");
        var taken = "{\"name\":\"" + voice + "\",\"language\":\"en\"}";
        create(taken).statusCode(409);
        given().delete("/v1/voices/{voice}", voice).then().statusCode(204);

        create(taken)
                .statusCode(409)
                .contentType("application/problem+json")
                .header("Idempotency-Replayed", equalTo("true"))
                .body("type", equalTo("urn:problem:voice-taken"));
    }

    @Test
    void takesAClipInOnceWhoeverAsksTwice() {
        var voice = Api.newVoice("en");
        var sound = Sound.speechLike(2, 1);
        var first = upload(voice, sound, WORDS).statusCode(201).extract().<String>path("id");
        given().delete("/v1/voices/{voice}/clips/{clip}", voice, first).then().statusCode(204);

        upload(voice, sound, WORDS).statusCode(201).body("id", equalTo(first));

        given().get("/v1/voices/{voice}", voice).then().body("clips", equalTo(0));
        upload(voice, sound, "Other words for it.")
                .statusCode(422)
                .body("type", equalTo("urn:problem:idempotency-key-reused"));
    }

    @Test
    void doesARequestOnceThatComesManyTimesTogether() {
        var voice = Api.newVoice("en");
        var clip = Api.newClip(voice, Sound.speechLike(2, 2), WORDS);
        try (var threads = Executors.newFixedThreadPool(6)) {
            var statuses = IntStream.range(0, 6)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> accept(voice, clip), threads))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();

            assertThat(statuses).contains(200).allMatch(status -> status == 200 || status == 409);
        }
        assertThat(stored.announced(voice)).hasSize(2);
    }

    @Test
    void finishesForALaterRequestWhatACallerBeganWhoHungUp() throws Exception {
        var voice = Api.newVoice("en");
        var sound = Sound.speechLike(2, 3);
        try (var _ = clipThreads.hold();
                var caller = new Socket("127.0.0.1", RestAssured.port)) {
            send(caller, voice, sound);
            await().until(() -> clipThreads.waiting() == 1);
            await().until(() -> upload(voice, sound, WORDS).extract().path("type"), IN_PROGRESS::equals);
        }

        var answer = await().until(
                        () -> upload(voice, sound, WORDS).extract(), again -> !IN_PROGRESS.equals(again.path("type")));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.header("Idempotency-Replayed")).isEqualTo("true");
        given().get("/v1/voices/{voice}", voice).then().body("clips", equalTo(1));
    }

    /** Sends what {@link #upload} does, and waits for no answer. */
    private void send(Socket caller, String voice, byte[] sound) throws IOException {
        var form = new ByteArrayOutputStream();
        form.write(ascii("--part\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n" + WORDS
                + "\r\n--part\r\nContent-Disposition: form-data; name=\"audio\"; filename=\"clip.wav\"\r\n\r\n"));
        form.write(sound);
        form.write(ascii("\r\n--part--\r\n"));
        caller.getOutputStream()
                .write(ascii("POST /v1/voices/" + voice + "/clips HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: "
                        + key
                        + "\r\nContent-Type: multipart/form-data; boundary=part\r\nContent-Length: " + form.size()
                        + "\r\n\r\n"));
        form.writeTo(caller.getOutputStream());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void refusesAKeyThatIsNone() {
        given().contentType("application/json")
                .header("Idempotency-Key", "a key with spaces")
                .body("{\"name\":\"voice-" + UUID.randomUUID() + "\",\"language\":\"en\"}")
                .post("/v1/voices")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:idempotency-key-malformed"));
    }

    private int accept(String voice, String clip) {
        return given().header("Idempotency-Key", key)
                .post("/v1/voices/{voice}/clips/{clip}/accept", voice, clip)
                .statusCode();
    }

    private ValidatableResponse create(String body) {
        return given().contentType("application/json")
                .header("Idempotency-Key", key)
                .body(body)
                .post("/v1/voices")
                .then();
    }

    private ValidatableResponse upload(String voice, byte[] sound, String text) {
        return given().header("Idempotency-Key", key)
                .multiPart("audio", "clip.wav", part(sound))
                .multiPart("text", text)
                .post("/v1/voices/{voice}/clips", voice)
                .then();
    }
}
