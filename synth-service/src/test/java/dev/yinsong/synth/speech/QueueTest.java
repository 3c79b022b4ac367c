package dev.yinsong.synth.speech;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.yinsong.synth.RunningBroker;
import dev.yinsong.synth.VoicesAtStart;
import dev.yinsong.synth.engine.FakeEngine;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RunningBroker.class)
class QueueTest {

    private static final String BODY =
            "{\"input\": \"One. Two. Three.\", \"voice\": \"anna\", \"response_format\": \"wav\"}";

    @Inject
    FakeEngine engine;

    @Inject
    SpeechPool pool;

    @Inject
    MeterRegistry meters;

    @Inject
    @ConfigProperty(name = "yinsong.synth.threads")
    int threads;

    @Inject
    @ConfigProperty(name = "yinsong.synth.queue")
    int queue;

    @BeforeEach
    void closeGate() {
        VoicesAtStart.await();
        engine.closeGate();
    }

    @AfterEach
    void openGate() {
        engine.openGate();
        await().until(() -> pool.speaking() == 0);
    }

    @Test
    void beyondTheLineCallersAreToldWhenToComeBack() {
        try (var client = HttpClient.newHttpClient()) {
            var accepted = new ArrayList<CompletableFuture<HttpResponse<byte[]>>>();
            for (int i = 0; i < threads + queue; i++) {
                accepted.add(client.sendAsync(request(BODY), HttpResponse.BodyHandlers.ofByteArray()));
            }
            await().until(() -> pool.speaking() == threads && pool.waiting() == queue);

            var refused = given().contentType("application/json")
                    .body(BODY)
                    .post("/v1/audio/speech")
                    .then()
                    .statusCode(429)
                    .extract();

            assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
            assertThat(refused.jsonPath().getString("error.type")).isEqualTo("rate_limit_error");
            assertThat(refused.jsonPath().getString("error.code")).isEqualTo("rate_limit_exceeded");
            engine.openGate();
            assertThat(accepted)
                    .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        }
    }

    @Test
    void whoHangsUpIsNotSpokenToTheEnd() throws IOException {
        int begun = engine.piecesBegun();
        double hangUps = hangUps();

        try (var caller = new Socket("127.0.0.1", RestAssured.port)) {
            caller.getOutputStream().write(raw().getBytes(StandardCharsets.UTF_8));
            await().until(() -> engine.piecesBegun() == begun + 1);
        }
        await().until(() -> hangUps() == hangUps + 1);
        await().until(() -> pool.speaking() == 0);
        engine.openGate();

        assertThat(engine.piecesBegun()).isEqualTo(begun + 1);
    }

    @Test
    void whoHangsUpInTheMiddleStopsTheWorkAtOnce() throws Exception {
        int begun = engine.piecesBegun();
        double hangUps = hangUps();
        engine.letPass(1);

        try (var client = HttpClient.newHttpClient();
                var body = client.send(request(BODY), HttpResponse.BodyHandlers.ofInputStream())
                        .body()) {
            assertThat(body.readNBytes(1000)).hasSize(1000);
            await().until(() -> engine.piecesBegun() == begun + 2);
            client.shutdownNow();
        }

        await().until(() -> hangUps() == hangUps + 1);
        await().until(() -> pool.speaking() == 0);
        assertThat(engine.piecesBegun()).isEqualTo(begun + 2);
    }

    @Test
    void whoIsNotAnsweredBeforeTheDeadlineIsToldSo() {
        given().contentType("application/json")
                .body(BODY.replace("{", "{\"deadline\": 0.3, "))
                .post("/v1/audio/speech")
                .then()
                .statusCode(504)
                .body("error.code", equalTo("deadline_passed"))
                .body("error.message", containsString("0.3 s"));

        await().until(() -> pool.speaking() == 0);
    }

    @Test
    void aStreamThatPassesItsDeadlineBreaksSoThatNobodyTakesItForWhole() throws Exception {
        engine.letPass(1);

        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    request(BODY.replace("{", "{\"deadline\": 4, ")), HttpResponse.BodyHandlers.ofInputStream());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
        }
        await().until(() -> pool.speaking() == 0);
    }

    @Test
    void aVoiceThatFailsInTheMiddleBreaksTheStream() throws Exception {
        engine.openGate();
        engine.breakAfter(1);

        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request(BODY), HttpResponse.BodyHandlers.ofInputStream());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aVoiceThatFailsInTheMiddleOfEventsSaysSoInTheLast() throws Exception {
        engine.openGate();
        engine.breakAfter(1);
        var body = BODY.replace("wav", "pcm").replace("{", "{\"stream_format\": \"sse\", ");

        try (var client = HttpClient.newHttpClient()) {
            var events = client.send(request(body), HttpResponse.BodyHandlers.ofString())
                    .body();

            assertThat(events).startsWith("data: {\"type\":\"speech.audio.delta\"");
            assertThat(events.strip().lines().reduce((_, last) -> last).orElseThrow())
                    .startsWith("data: {\"type\":\"error\"")
                    .contains("\"error\":{\"message\":", "server_error");
            assertThat(events).doesNotContain("speech.audio.done");
        }
    }

    @Test
    void aVoiceThatFailsBeforeItHasSaidAnythingIsAnError() {
        engine.openGate();
        engine.breakAfter(0);

        given().contentType("application/json")
                .body(BODY)
                .post("/v1/audio/speech")
                .then()
                .statusCode(500)
                .body("error.type", equalTo("server_error"));
    }

    @Test
    void theFirstSoundIsHeardBeforeTheLastIsSpoken() throws Exception {
        int begun = engine.piecesBegun();
        engine.letPass(1);

        try (var client = HttpClient.newHttpClient();
                var body = client.send(request(BODY), HttpResponse.BodyHandlers.ofInputStream())
                        .body()) {
            var first = body.readNBytes(1000);
            await().until(() -> engine.piecesBegun() == begun + 2);
            engine.openGate();

            var rest = body.readAllBytes();
            assertThat(engine.piecesBegun()).isEqualTo(begun + 3);
            assertThat(first.length + rest.length).isGreaterThan(3 * (int) (FakeEngine.PIECE_SECONDS * 32_000));
        }
    }

    private double hangUps() {
        return meters.get("yinsong.synth.hang.ups").counter().count();
    }

    private static HttpRequest request(String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + "/v1/audio/speech"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static String raw() {
        return String.join(
                "\r\n",
                "POST /v1/audio/speech HTTP/1.1",
                "Host: localhost",
                "Content-Type: application/json",
                "Content-Length: " + BODY.length(),
                "",
                BODY);
    }
}
