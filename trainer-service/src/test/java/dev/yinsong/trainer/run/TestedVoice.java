package dev.yinsong.trainer.run;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;

/** A voice of one test's own, as callers of the service see it. */
record TestedVoice(String name) {

    static TestedVoice fresh() {
        return new TestedVoice("voice-" + UUID.randomUUID().toString().substring(0, 8));
    }

    /** What is at a path below the voice's. */
    ValidatableResponse get(String path) {
        return given().get("/v1/voices/" + name + path).then();
    }

    /** The document at a path below the voice's, which is there. */
    JsonPath read(String path) {
        return get(path).statusCode(200).extract().jsonPath();
    }

    /** Posts a document, which may be empty, to a path below the voice's. */
    ValidatableResponse post(String path, String body) {
        return sending(body).post("/v1/voices/" + name + path).then();
    }

    /** Puts a document at a path below the voice's. */
    ValidatableResponse put(String path, String body) {
        return sending(body).put("/v1/voices/" + name + path).then();
    }

    private static RequestSpecification sending(String body) {
        return given().contentType("application/json").body(body);
    }

    /** Orders a run and returns its id. */
    String order(String overrides) {
        return post("/runs", overrides).statusCode(201).extract().path("id");
    }

    /** Waits until the newest run is in a state; its id. */
    String awaitNewest(String state) {
        eventually().until(() -> state.equals(read("/runs").getString("runs[0].state")));
        return read("/runs").getString("runs[0].id");
    }

    /** Waits until a run is in a state. */
    static JsonPath awaitRun(String id, String state) {
        eventually().until(() -> state.equals(run(id).getString("state")));
        return run(id);
    }

    static JsonPath run(String id) {
        return given().get("/v1/runs/{id}", id).then().statusCode(200).extract().jsonPath();
    }

    static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
    }
}
