package dev.yinsong.synth;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.either;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;

import dev.yinsong.common.key.Grant;
import dev.yinsong.common.key.KeyFile;
import dev.yinsong.common.key.Keys;
import dev.yinsong.common.key.Role;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service with keys, as OpenAI's clients see it. */
@QuarkusTest
@WithTestResource(RunningBroker.class)
@TestProfile(AccessTest.WithKeys.class)
class AccessTest {

    @BeforeEach
    void waitForVoices() {
        VoicesAtStart.await();
    }

    @Test
    void refusesAMissingAndAWrongKeyInOpenAisShape() {
        speak(given())
                .then()
                .statusCode(401)
                .contentType(ContentType.JSON)
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.code", equalTo("missing_api_key"));
        speak(given().header("Authorization", "Bearer sk-wrong"))
                .then()
                .statusCode(401)
                .body("error.code", equalTo("invalid_api_key"));
    }

    @Test
    void letsAKeySpeakWithItsVoicesOnly() {
        speak(with("yinsong.test.key.anna")).then().statusCode(200);
        speak(with("yinsong.test.key.other"))
                .then()
                .statusCode(403)
                .body("error.code", equalTo("not_allowed"))
                .body("error.message", containsString("anna"));
    }

    @Test
    void refusesAKeyThatMayOnlyUpload() {
        speak(with("yinsong.test.key.uploader"))
                .then()
                .statusCode(403)
                .body("error.message", containsString("the role speak"));
    }

    @Test
    void showsAKeyItsVoicesOnly() {
        with("yinsong.test.key.anna")
                .get("/v1/audio/voices")
                .then()
                .statusCode(200)
                .body("voices.id", hasItem("anna"))
                .body("voices.id", everyItem(either(equalTo("anna")).or(equalTo("anna@base"))));
    }

    private static io.restassured.response.Response speak(RequestSpecification request) {
        return request.contentType(ContentType.JSON)
                .body("{\"input\": \"Hello.\", \"voice\": \"anna\"}")
                .post("/v1/audio/speech");
    }

    private static RequestSpecification with(String key) {
        return given().header("Authorization", "Bearer " + System.getProperty(key));
    }

    /** Keys that tests, whose classes are loaded by another loader than this, find among the system properties. */
    public static class WithKeys implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            var file = new KeyFile(Path.of("target/keys-of-tests.json").toAbsolutePath());
            var keys = add(Keys.NONE, "anna", new Grant(Set.of(Role.SPEAK), Set.of("anna")));
            keys = add(keys, "other", new Grant(Set.of(Role.SPEAK), Set.of("someone-else")));
            keys = add(keys, "uploader", new Grant(Set.of(Role.UPLOAD), Set.of(Grant.EVERY_VOICE)));
            file.write(keys);
            return Map.of(
                    "yinsong.access.mode",
                    "keys",
                    "yinsong.access.key-file",
                    file.path().toString());
        }

        private static Keys add(Keys keys, String name, Grant grant) {
            var made = keys.with(name, grant, null);
            System.setProperty("yinsong.test.key." + name, made.text().whole());
            return made.all();
        }
    }
}
