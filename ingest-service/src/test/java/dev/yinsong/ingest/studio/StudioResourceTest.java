package dev.yinsong.ingest.studio;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.yinsong.ingest.OnServers;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
@OnServers
class StudioResourceTest {

    private static final Pattern NAMED =
            Pattern.compile("(?:src=|href=|from |url\\()[\"']?((?:/|\\.\\.?/)[\\w./-]+\\.(?:js|css|svg))");

    @Test
    void tellsWhereTheOtherServicesAreAndWhatAClipMustBeLike() {
        given().get("/v1/studio")
                .then()
                .statusCode(200)
                .body("trainer", equalTo("http://127.0.0.1:8081"))
                .body("synth", equalTo("http://127.0.0.1:8082"))
                .body("limits.maxSeconds", equalTo(30.0f))
                .body("limits.audioBytes", equalTo(32 << 20));
    }

    @Test
    void letsThePageTalkToTheThreeServicesAndNobodyElse() {
        given().get("/")
                .then()
                .statusCode(200)
                .contentType(containsString("text/html"))
                .header("Cache-Control", "no-cache")
                .header(
                        "Content-Security-Policy",
                        containsString("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                                + " connect-src 'self' http://127.0.0.1:8081 http://127.0.0.1:8082;"))
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"));
    }

    @Test
    void servesEveryFileThatThePageIsMadeOf() {
        var seen = new HashSet<String>();
        var open = new ArrayDeque<>(List.of("/"));
        while (!open.isEmpty()) {
            var path = open.remove();
            if (seen.add(path)) {
                var text = given().get(path).then().statusCode(200).extract().asString();
                NAMED.matcher(text)
                        .results()
                        .forEach(found -> open.add(
                                URI.create(path).resolve(found.group(1)).toString()));
            }
        }

        assertThat(seen)
                .contains("/studio/main.js", "/studio/training/loss-chart.js", "/studio/style/base.css")
                .anyMatch(path -> path.startsWith("/webjars/uplot/"));
    }
}
