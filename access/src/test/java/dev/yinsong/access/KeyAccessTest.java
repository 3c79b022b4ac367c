package dev.yinsong.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.yinsong.common.key.KeyText;
import dev.yinsong.common.key.Role;
import dev.yinsong.common.problem.Problem;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WithKeys.class)
class KeyAccessTest {

    private static final String THINGS = "/v1/voices/anna/things";
    private static final Set<String> EVERY = Set.of("*");

    @Inject
    KeyRing ring;

    @Test
    void asksForAKey() {
        given().get(THINGS)
                .then()
                .statusCode(401)
                .contentType(Problem.MEDIA_TYPE)
                .header("WWW-Authenticate", "Bearer")
                .body("type", equalTo("urn:problem:missing-api-key"))
                .body("detail", containsString("Authorization: Bearer KEY"));
    }

    @Test
    void asksNobodyWithAKeyForAHostThatItKnows() {
        var key = ready(WithKeys.key("pod", EVERY, Role.UPLOAD));

        with(key).header("Host", "ingest.voices.svc").get(THINGS).then().statusCode(200);
    }

    @Test
    void refusesWhatIsNoKey() {
        for (var wrong : new String[] {"whatever", "yk_00000000_" + "0".repeat(64)}) {
            with(wrong)
                    .get(THINGS)
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", containsString("invalid_token"))
                    .body("type", equalTo("urn:problem:invalid-api-key"));
        }
    }

    @Test
    void takesAGoodKeyThatComesOftenAtOnceForNoGuess() {
        var key = KeyText.of(ready(WithKeys.key("burst", EVERY, Role.UPLOAD))).orElseThrow();

        for (int request = 0; request < 30; request++) {
            assertThat(ring.check(key)).as("request %d", request).isPresent();
        }
    }

    @Test
    void letsAKeyDoWhatItsRolesAllow() {
        var key = ready(WithKeys.key("studio", EVERY, Role.UPLOAD));

        with(key).get(THINGS).then().statusCode(200).body(equalTo("things of anna for studio"));
        with(key).post(THINGS).then().statusCode(200);
        with(key)
                .body("anna")
                .post("/v1/speech")
                .then()
                .statusCode(403)
                .contentType(Problem.MEDIA_TYPE)
                .body("type", equalTo("urn:problem:not-allowed"))
                .body("detail", equalTo("studio may not do this: it takes the role speak."));
    }

    @Test
    void keepsAKeyToItsVoicesInPathsAndBodies() {
        var key = ready(WithKeys.key("annas", Set.of("anna"), Role.UPLOAD, Role.SPEAK));

        with(key).get(THINGS).then().statusCode(200);
        with(key).get("/v1/voices/ben/things").then().statusCode(403).body("detail", containsString("ben"));
        with(key).body("anna").post("/v1/speech").then().statusCode(200);
        with(key).body("ben").post("/v1/speech").then().statusCode(403).body("detail", containsString("ben"));
    }

    @Test
    void leavesWhatNoRuleIsForToAdmins() {
        var one = ready(WithKeys.key("one", EVERY, Role.UPLOAD, Role.TRAIN, Role.PROMOTE, Role.SPEAK));
        var admin = ready(WithKeys.key("admin", EVERY, Role.ADMIN));

        with(one).delete("/v1/everything").then().statusCode(403);
        with(admin).delete("/v1/everything").then().statusCode(200);
    }

    @Test
    void forgetsARevokedKeyWithoutARestart() {
        var key = ready(WithKeys.key("leaver", EVERY, Role.UPLOAD));

        WithKeys.revoke("leaver");

        soon().untilAsserted(() -> with(key).get(THINGS).then().statusCode(401));
    }

    @Test
    void tellsAKeyThatSendsTooMuchWhenToComeBack() {
        var key = ready(WithKeys.key("eager", EVERY, 2, Role.UPLOAD)); // which took the one token that there was

        with(key)
                .get(THINGS)
                .then()
                .statusCode(429)
                .contentType(Problem.MEDIA_TYPE)
                .header("Retry-After", Integer::parseInt, org.hamcrest.Matchers.greaterThan(0))
                .body("type", equalTo("urn:problem:too-many-requests"))
                .body("detail", containsString("2 requests a minute"));
    }

    @Test
    void writesDownWhoDidWhatWithWhichVoice() {
        var key = ready(WithKeys.key("written", Set.of("anna"), Role.UPLOAD, Role.SPEAK));

        try (var recorded = new Recorded()) {
            with(key).get(THINGS).then().statusCode(200);
            with(key).post(THINGS).then().statusCode(200);
            with(key).body("ben").post("/v1/speech").then().statusCode(403);
            given().post(THINGS).then().statusCode(401);

            soon().until(() -> recorded.entries().size() >= 3); // each follows its answer
            assertThat(recorded.entries())
                    .extracting(
                            entry -> entry.path("who").asText(),
                            entry -> entry.path("action").asText(),
                            entry -> entry.path("voice").asText(),
                            entry -> entry.path("status").asInt())
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("written", "make", "anna", 200),
                            org.assertj.core.groups.Tuple.tuple("written", "speak", "ben", 403),
                            org.assertj.core.groups.Tuple.tuple("nobody", "make", "", 401));
            assertThat(recorded.entries()).allSatisfy(entry -> {
                assertThat(entry.path("from").asText()).isEqualTo("127.0.0.1");
                assertThat(entry.path("trace").asText()).matches("[0-9a-f]{32}");
                assertThat(entry.toString()).doesNotContain(key);
            });
        }
    }

    @Test
    void keepsMetricsOpenForWhoeverWatches() {
        given().get(THINGS).then().statusCode(401);

        given().get("/q/metrics").then().statusCode(200).body(containsString("yinsong_access_refused_requests_total"));
    }

    /** Time enough for a busy machine. */
    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(1));
    }

    private static RequestSpecification with(String key) {
        return given().header("Authorization", "Bearer " + key);
    }

    /** The service looks at the file again and again; soon it knows the key. */
    private static String ready(String key) {
        soon().until(() -> with(key).get(THINGS).statusCode() != 401);
        return key;
    }
}
