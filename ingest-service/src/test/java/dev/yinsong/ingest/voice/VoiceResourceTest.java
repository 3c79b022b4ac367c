package dev.yinsong.ingest.voice;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import dev.yinsong.ingest.OnServers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@OnServers
class VoiceResourceTest {

    @Test
    void makesAVoiceAndSaysWhereItIs() {
        create("{\"name\":\"mary-ann\",\"language\":\"en\"}")
                .statusCode(201)
                .header("Location", endsWith("/v1/voices/mary-ann"))
                .body("id", equalTo("mary-ann"), "name", equalTo("mary-ann"), "clips", equalTo(0));

        given().get("/v1/voices/mary-ann").then().statusCode(200).body("language", equalTo("en"));
    }

    @Test
    void refusesANameThatIsTaken() {
        create("{\"name\":\"taken\",\"language\":\"en\"}").statusCode(201);

        create("{\"name\":\"taken\",\"language\":\"zh\"}")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:voice-taken"), "status", equalTo(409));
        given().get("/v1/voices/taken").then().body("language", equalTo("en"));
    }

    @Test
    void listsVoicesByName() {
        create("{\"name\":\"list-b\",\"language\":\"en\"}").statusCode(201);
        create("{\"name\":\"list-a\",\"language\":\"en\"}").statusCode(201);

        given().get("/v1/voices").then().statusCode(200).body("voices.id", hasItems("list-a", "list-b"));
    }

    @Test
    void answersAnUnknownVoiceWithAProblem() {
        given().get("/v1/voices/nobody")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:voice-not-found"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"Upper\",\"language\":\"en\"}",
                "{\"name\":\"../x\",\"language\":\"en\"}",
                "{\"name\":\"\",\"language\":\"en\"}",
                "{\"name\":\"-x\",\"language\":\"en\"}",
                "{\"language\":\"en\"}",
                "{\"name\":\"x\"}",
                "{\"name\":\"x\",\"language\":\"English\"}"
            })
    void refusesValuesThatCanNotBe(String body) {
        create(body)
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:invalid-request"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "\"x\"", "{\"name\":{}}"})
    void refusesABodyThatIsNoVoice(String body) {
        create(body).statusCode(org.hamcrest.Matchers.oneOf(400, 422)).contentType("application/problem+json");
    }

    @Test
    void answersWhatIsNotThereWithAProblem() {
        given().get("/v1/nothing").then().statusCode(404).contentType("application/problem+json");
        given().delete("/v1/voices").then().statusCode(405).contentType("application/problem+json");
        given().contentType("text/plain")
                .body("x")
                .post("/v1/voices")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    private static ValidatableResponse create(String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/v1/voices")
                .then();
    }
}
