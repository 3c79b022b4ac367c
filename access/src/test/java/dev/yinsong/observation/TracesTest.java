package dev.yinsong.observation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(TracesTest.WithCollector.class)
class TracesTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    BlockingQueue<byte[]> received; // by the collector

    @Test
    void reachTheCollectorAndGoOnWithTheCallersTrace() {
        given().header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .get("/v1/voices/anna/things")
                .then()
                .statusCode(200);

        await().untilAsserted(() -> assertThat(told())
                .contains("GET /v1/voices/{voice}/things")
                .contains(latin(HexFormat.of().parseHex(TRACE)))
                .contains("service.name")
                .contains("things"));
    }

    /** The messages as text: names are readable in them, and ids are the bytes that they are. */
    private String told() {
        return received.stream().map(TracesTest::latin).collect(Collectors.joining());
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** A service that sends its traces at once. */
    public static final class WithCollector implements QuarkusTestProfile {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Collector.class));
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.otel.bsp.schedule.delay", "50ms");
        }
    }
}
