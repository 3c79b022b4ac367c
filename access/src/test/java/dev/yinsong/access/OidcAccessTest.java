package dev.yinsong.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.yinsong.common.problem.Problem;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(OidcAccessTest.WithProvider.class)
class OidcAccessTest {

    private static final String THINGS = "/v1/voices/anna/things";

    @Test
    void takesATokenOfTheProviderWithItsRolesAndVoices() {
        var token = Provider.token("mia", Set.of("upload", "something-else"), Set.of("anna"));

        with(token).get(THINGS).then().statusCode(200).body(equalTo("things of anna for mia"));
        with(token).get("/v1/voices/ben/things").then().statusCode(403);
        with(token).body("anna").post("/v1/speech").then().statusCode(403);
    }

    @Test
    void allowsNothingToATokenWithoutRolesOrVoices() {
        with(Provider.token("mia", Set.of(), Set.of("*"))).get(THINGS).then().statusCode(403);
        with(Provider.token("mia", Set.of("admin"), Set.of()))
                .get(THINGS)
                .then()
                .statusCode(403);
    }

    @Test
    void asksForAToken() {
        given().get(THINGS).then().statusCode(401).body("type", equalTo("urn:problem:missing-api-key"));
    }

    @Test
    void refusesTokensThatAreForgedOrPastOrOfAnotherAudience() {
        var forged = Provider.token("mia", Set.of("admin"), Set.of("*")).replaceFirst("\\.[^.]+$", ".c2lnbmF0dXJl");
        var past = Provider.token("mia", Set.of("admin"), Set.of("*"), "yinsong", Duration.ofHours(-1));
        var others = Provider.token("mia", Set.of("admin"), Set.of("*"), "another", Duration.ofHours(1));

        for (var token : List.of("whatever", forged, past, others)) {
            with(token)
                    .get(THINGS)
                    .then()
                    .statusCode(401)
                    .contentType(Problem.MEDIA_TYPE)
                    .header("WWW-Authenticate", containsString("invalid_token"))
                    .body("type", equalTo("urn:problem:invalid-api-key"));
        }
    }

    private static RequestSpecification with(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    /** A service that takes tokens of {@link Provider}. */
    public static class WithProvider implements QuarkusTestProfile {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Provider.class));
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("yinsong.access.mode", "oidc", "yinsong.access.oidc.audience", "yinsong");
        }
    }
}
