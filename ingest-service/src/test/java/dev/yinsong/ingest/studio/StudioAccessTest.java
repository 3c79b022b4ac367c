package dev.yinsong.ingest.studio;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.yinsong.ingest.OnServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service lets each kind of key see of what the page shows. */
@QuarkusTest
@OnServers
@WithTestResource(OtherServices.class)
@TestProfile(WithKeys.class)
class StudioAccessTest {

    @Test
    void servesThePageToEverybodyAndItsDataToKeysOnly() {
        given().get("/").then().statusCode(200);
        given().get("/studio/main.js").then().statusCode(200);
        given().get("/v1/studio").then().statusCode(401).body("type", equalTo("urn:problem:missing-api-key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "limited", "trainer", "speaker"})
    void tellsEveryKeyWhereTheOtherServicesAre(String key) {
        with(key).get("/v1/studio").then().statusCode(200).body("synth", startsWith("http://"));
    }

    @Test
    void showsAKeyTheVoicesThatItIsForAndNoneToOneThatOnlySpeaks() {
        create("owner", "keyed-ben").statusCode(201);
        create("limited", "keyed-anna").statusCode(201);
        create("limited", "keyed-carl")
                .statusCode(403)
                .body("detail", equalTo("limited may not use the voice keyed-carl."));

        with("trainer").get("/v1/voices").then().statusCode(200).body("voices.id", hasItem("keyed-ben"));
        with("limited")
                .get("/v1/voices")
                .then()
                .body("voices.id", hasItem("keyed-anna"))
                .body("voices.id", not(hasItem("keyed-ben")));
        with("limited").get("/v1/voices/keyed-ben").then().statusCode(403);
        with("speaker").get("/v1/voices").then().statusCode(403).body("detail", containsString("the role"));
    }

    @Test
    void keepsClipsFromAKeyThatOnlyTrains() {
        create("owner", "keyed-dora").statusCode(201);

        with("owner").get("/v1/voices/keyed-dora/clips").then().statusCode(200);
        with("trainer").get("/v1/voices/keyed-dora/clips").then().statusCode(403);
        with("trainer").delete("/v1/voices/keyed-dora").then().statusCode(403);
    }

    private static ValidatableResponse create(String key, String voice) {
        return with(key)
                .contentType("application/json")
                .body("{\"name\": \"%s\", \"language\": \"en\"}".formatted(voice))
                .post("/v1/voices")
                .then();
    }

    private static RequestSpecification with(String key) {
        return given().header("Authorization", "Bearer " + WithKeys.key(key));
    }
}
