package dev.yinsong.ingest;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@OnServers
class ServiceTest {

    @Test
    void isReadyWhenAllThatItNeedsIs() {
        await().untilAsserted(() -> given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.name", hasItems("blob store", "database schema", "model", "topics")));
    }

    @Test
    void doesNotDependOnABrokerThatWasReachedOnce() {
        given().get("/q/health/ready").then().body(not(containsString("Kafka")), not(containsString("trainings")));
    }

    @Test
    void describesItsInterface() {
        given().accept("application/json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("paths", hasKey("/v1/voices/{voice}/clips"))
                .body("paths.'/v1/voices/{voice}/clips'.post.requestBody.content", hasKey("multipart/form-data"));
    }

    @Test
    void tellsItsMetricsWithTheirUnits() {
        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("yinsong_ingest_accepted_clips_total"))
                .body(containsString("yinsong_ingest_accepted_speech_seconds_total"))
                .body(containsString("yinsong_ingest_preparation_seconds_count"))
                .body(containsString("yinsong_ingest_waiting_clips"));
    }

    @Test
    void letsNoOtherSiteIn() {
        given().header("Origin", "http://elsewhere.example")
                .get("/v1/voices")
                .then()
                .statusCode(403)
                .header("Access-Control-Allow-Origin", nullValue());
    }
}
