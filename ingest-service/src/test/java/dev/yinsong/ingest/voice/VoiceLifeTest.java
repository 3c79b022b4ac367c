package dev.yinsong.ingest.voice;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.yinsong.common.event.ClipReady;
import dev.yinsong.common.event.ClipRemoved;
import dev.yinsong.common.event.VoiceRemoved;
import dev.yinsong.ingest.Api;
import dev.yinsong.ingest.ClipThreads;
import dev.yinsong.ingest.OnServers;
import dev.yinsong.ingest.Sound;
import dev.yinsong.ingest.Stored;
import dev.yinsong.ingest.blob.LooseBlobs;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What happens to a voice after it was made. */
@QuarkusTest
@OnServers
class VoiceLifeTest {

    private static final String WORDS = "The boat turned toward the light.";

    @Inject
    Stored stored;

    @Inject
    ClipThreads clipThreads;

    @Inject
    LooseBlobs loose;

    @Test
    void asksForConsentAndRecordsIt() {
        var voice = Api.newVoice("en");
        get(voice).body("consent", nullValue(), "notice", containsString("consent"));

        change(voice, "{\"consent\":{\"statement\":\"I agree.\",\"by\":\"Kathleen\"}}")
                .statusCode(200)
                .body("consent.statement", equalTo("I agree."), "consent.by", equalTo("Kathleen"))
                .body("consent.at", notNullValue(), "notice", nullValue());
    }

    @Test
    void takesConsentWithTheVoice() {
        var name = "voice-" + UUID.randomUUID();

        Api.createVoice("{\"name\":\"" + name + "\",\"language\":\"en\",\"title\":\"Kathleen\","
                        + "\"consent\":{\"statement\":\"I agree.\",\"at\":\"2026-01-15T09:30:00Z\"}}")
                .statusCode(201)
                .body("title", equalTo("Kathleen"), "consent.at", equalTo("2026-01-15T09:30:00Z"));
    }

    @Test
    void refusesConsentThatSaysNothingOrWasNotGivenYet() {
        var voice = Api.newVoice("en");

        change(voice, "{\"consent\":{\"statement\":\" \"}}").statusCode(422);
        change(voice, "{\"consent\":{\"statement\":\"Yes.\",\"at\":\"2999-01-01T00:00:00Z\"}}")
                .statusCode(422)
                .body("detail", containsString("future"));
        change(voice, "{\"title\":\"\\u0007\"}").statusCode(422);
    }

    @Test
    void givesAVoiceAnotherTitleAndLeavesItsNameAlone() {
        var voice = Api.newVoice("en");
        get(voice).body("title", equalTo(voice));

        change(voice, "{\"title\":\"老师 Anna\"}")
                .statusCode(200)
                .body("id", equalTo(voice), "name", equalTo(voice), "title", equalTo("老师 Anna"));
    }

    @Test
    void putsAVoiceAwayAndTakesItOutAgain() {
        var voice = Api.newVoice("en");

        change(voice, "{\"archived\":true}").statusCode(200).body("archivedAt", notNullValue());

        given().get("/v1/voices").then().body("voices.id", not(hasItem(voice)));
        given().get("/v1/voices?archived=true").then().body("voices.id", hasItem(voice));
        Api.upload(voice, Sound.speechLike(1, 1), "Yes.")
                .statusCode(409)
                .body("type", equalTo("urn:problem:voice-archived"));

        change(voice, "{\"archived\":false}").statusCode(200).body("archivedAt", nullValue());
        Api.newClip(voice, Sound.speechLike(1, 1), "Yes.");
    }

    @Test
    void deletesAVoiceWithItsClipsAndSaysSo() {
        var sound = Sound.speechLike(2, 7_001);
        var voice = Api.newVoice("en");
        var other = Api.newVoice("en");
        Api.newClip(voice, sound, WORDS);
        Api.newClip(voice, Sound.speechLike(2, 7_002), WORDS);
        Api.newClip(other, sound, WORDS);
        var shared = (ClipReady) stored.announced(voice).get(0);
        var own = (ClipReady) stored.announced(voice).get(1);

        given().delete("/v1/voices/{voice}", voice).then().statusCode(204);

        get(voice).statusCode(404);
        given().delete("/v1/voices/{voice}", voice).then().statusCode(404);
        var events = stored.announced(voice);
        assertThat(events).hasSize(5);
        assertThat(events.subList(2, 4)).allSatisfy(event -> assertThat(event).isInstanceOf(ClipRemoved.class));
        assertThat(events.getLast()).isInstanceOf(VoiceRemoved.class);
        stored.awaitDeletion(own.audio());
        stored.awaitDeletion(own.features());
        assertThat(stored.has(shared.audio())).isTrue();
        assertThat(stored.has(shared.features())).isTrue();
    }

    @Test
    void keepsNoRecordingOfAVoiceThatWasDeletedDuringItsUpload() throws Exception {
        var sound = Sound.speechLike(2, 7_003);
        var recording = stored.blob(sound);
        var voice = Api.newVoice("en");
        CompletableFuture<Integer> upload;
        try (var _ = clipThreads.hold()) {
            upload = CompletableFuture.supplyAsync(
                    () -> Api.upload(voice, sound, WORDS).extract().statusCode());
            await().until(() -> clipThreads.waiting() == 1);
            given().delete("/v1/voices/{voice}", voice).then().statusCode(204);
        }
        assertThat(upload.join()).isEqualTo(404);
        assertThat(stored.has(recording)).isTrue();

        assertThat(stored.makeDue(recording)).isTrue();
        loose.sweepSoon();

        stored.awaitDeletion(recording);
    }

    @Test
    void givesADeletedVoicesNameAwayAgain() {
        var voice = Api.newVoice("en");
        given().delete("/v1/voices/{voice}", voice).then().statusCode(204);

        Api.createVoice("{\"name\":\"" + voice + "\",\"language\":\"zh\"}").statusCode(201);
        given().delete("/v1/voices/{voice}", voice).then().statusCode(204);

        var events = stored.announced(voice);
        assertThat(events).hasSize(2);
        assertThat(events.get(0).id()).isNotEqualTo(events.get(1).id());
    }

    @Test
    void refusesAChangeOfWhatTheCallerHasNotSeen() {
        var voice = Api.newVoice("en");
        var seen = get(voice).extract().header("ETag");
        given().header("If-None-Match", seen)
                .get("/v1/voices/{voice}", voice)
                .then()
                .statusCode(304);
        given().contentType("application/json")
                .header("If-Match", seen)
                .body("{\"title\":\"First\"}")
                .patch("/v1/voices/{voice}", voice)
                .then()
                .statusCode(200);

        given().contentType("application/json")
                .header("If-Match", seen)
                .body("{\"title\":\"Second\"}")
                .patch("/v1/voices/{voice}", voice)
                .then()
                .statusCode(412)
                .contentType("application/problem+json");
        given().header("If-Match", seen)
                .delete("/v1/voices/{voice}", voice)
                .then()
                .statusCode(412);
        get(voice).body("title", equalTo("First"));
    }

    private static ValidatableResponse get(String voice) {
        return given().get("/v1/voices/{voice}", voice).then();
    }

    private static ValidatableResponse change(String voice, String json) {
        return given().contentType("application/json")
                .body(json)
                .patch("/v1/voices/{voice}", voice)
                .then();
    }
}
