package dev.yinsong.ingest.upload;

import static dev.yinsong.ingest.Api.part;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yinsong.ingest.Api;
import dev.yinsong.ingest.OnServers;
import dev.yinsong.ingest.Sound;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Uploads to a service that works on one clip at a time, and lets nobody wait. */
@QuarkusTest
@OnServers
@TestProfile(BusyUploadsTest.OneAtATime.class)
class BusyUploadsTest {

    public static final class OneAtATime implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("yinsong.ingest.pool.threads", "1", "yinsong.ingest.pool.queue", "0");
        }
    }

    @Test
    void letsAnUploadThatWasBegunWaitForItsTurn() {
        var voice = Api.newVoice("en");
        try (var threads = Executors.newFixedThreadPool(4)) {
            var answers = IntStream.range(0, 4)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> taken(voice, i), threads))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();

            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
                assertThat(answer.<List<Integer>>path("results.status")).containsExactly(201, 201);
            });
        }
    }

    /** One that finds no thread at its very beginning is told to come back, and does. */
    private static Response taken(String voice, int number) {
        return await().atMost(Duration.ofMinutes(1))
                .until(() -> upload(voice, number), answer -> answer.statusCode() != 429);
    }

    private static Response upload(String voice, int number) {
        try {
            var zip = Zips.of(new TreeMap<>(Map.of(
                    "1.wav", Sound.speechLike(2, 8_000 + 2 * number),
                    "1.txt", Zips.text("The boat turned toward the light."),
                    "2.wav", Sound.speechLike(2, 8_001 + 2 * number),
                    "2.txt", Zips.text("The boat turned toward the light."))));
            return given().multiPart("archive", "clips.zip", part(zip)).post("/v1/voices/{voice}/uploads", voice);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
