package dev.yinsong.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.yinsong.common.problem.Problem;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that lets in everybody on its machine. */
@QuarkusTest
@TestProfile(HostsTest.Open.class)
class HostsTest {

    public static final class Open implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "yinsong.access.hosts", "voices.example,Other.example,my_proxy",
                    "yinsong.studio.origin", "http://127.0.0.1:8080,https://studio.example:8443,/https://.*/");
        }
    }

    private static final String THINGS = "/v1/voices/anna/things";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:8080",
                "LOCALHOST",
                "yinsong.localhost",
                "127.0.0.1:8080",
                "127.1.2.3",
                "[::1]:8080",
                "voices.example",
                "other.example:80",
                "my_proxy:80",
                "studio.example"
            })
    void answersToItsNames(String host) {
        given().header("Host", host).get(THINGS).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rebound.example:8080", "localhost.example", "127.0.0.1.example", "10.0.0.1", "a_name.example"})
    void refusesARequestUnderANameThatAPageElsewhereMayHaveGivenIt(String host) {
        given().header("Host", host)
                .post(THINGS)
                .then()
                .statusCode(421)
                .contentType(Problem.MEDIA_TYPE)
                .body("type", equalTo("urn:problem:unknown-host"))
                .body("detail", containsString("yinsong.access.hosts"));
    }
}
