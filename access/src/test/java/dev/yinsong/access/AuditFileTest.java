package dev.yinsong.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(AuditFileTest.InAFile.class)
class AuditFileTest {

    private static final Path FILE = Path.of("target/audit-of-tests.log").toAbsolutePath();

    @Test
    void holdsAnObjectALineAndNothingAroundIt() throws IOException {
        given().post("/v1/voices/anna/things").then().statusCode(200);

        await().until(() -> !lines().isEmpty());
        var line = new ObjectMapper().readTree(lines().getLast());
        assertThat(line.path("action").asText()).isEqualTo("make");
        assertThat(line.path("voice").asText()).isEqualTo("anna");
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(FILE);
    }

    /** A service that writes its audit log into a file, as {@code ./yinsong up} lets it. */
    public static final class InAFile implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            var handler = "quarkus.log.handler.file.audit.";
            return Map.of(
                    handler + "enabled",
                    "true",
                    handler + "path",
                    FILE.toString(),
                    handler + "format",
                    "%s%n",
                    "quarkus.log.category.\"yinsong.audit\".handlers",
                    "audit");
        }
    }
}
