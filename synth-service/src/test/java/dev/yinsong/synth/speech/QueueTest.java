package dev.yinsong.synth.speech;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
                accepted.add(client.sendAsync(request(), HttpResponse.BodyHandlers.ofByteArray()));
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
        engine.openGate();
        await().until(() -> pool.speaking() == 0);

        assertThat(engine.piecesBegun()).isEqualTo(begun + 1);
    }

    private double hangUps() {
        return meters.get("yinsong.synth.hang.ups").counter().count();
    }

    private static HttpRequest request() {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + "/v1/audio/speech"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(BODY))
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
