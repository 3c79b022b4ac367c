package dev.yinsong.ingest.clip;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.yinsong.common.event.ClipQuarantined;
import dev.yinsong.common.event.ClipReady;
import dev.yinsong.common.event.ClipRemoved;
import dev.yinsong.common.feature.ClipFeatures;
import dev.yinsong.ingest.Api;
import dev.yinsong.ingest.OnServers;
import dev.yinsong.ingest.Sound;
import dev.yinsong.ingest.Stored;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to a clip after it was taken in. */
@QuarkusTest
@OnServers
class ClipLifeTest {

    private static final String WORDS = "The boat turned toward the light.";
    private static final String OTHER_WORDS = "The coat burned beside the night.";

    @Inject
    Stored stored;

    private String voice = "";

    @BeforeEach
    void makeTheVoice() {
        voice = Api.newVoice("en");
    }

    @Test
    void listsClipsPageByPage() {
        for (int i = 0; i < 5; i++) {
            Api.newClip(voice, Sound.speechLike(1, i), "Number " + i + ".");
        }

        var first = given().get("/v1/voices/{voice}/clips?limit=2", voice)
                .then()
                .statusCode(200)
                .body("clips.text", contains("Number 0.", "Number 1."))
                .header("Link", containsString("rel=\"next\""))
                .extract();
        var link = first.header("Link").replaceAll("^<([^>]*)>.*", "$1");
        var second = given().urlEncodingEnabled(false)
                .get(link)
                .then()
                .body("clips.text", contains("Number 2.", "Number 3."))
                .extract();
        given().get("/v1/voices/{voice}/clips?limit=2&cursor={next}", voice, second.path("next"))
                .then()
                .body("clips.text", contains("Number 4."), "next", nullValue())
                .header("Link", nullValue());
    }

    @Test
    void refusesAPageThatCanNotBe() {
        given().get("/v1/voices/{voice}/clips?cursor=nonsense", voice)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:problem:cursor-refused"));
        given().get("/v1/voices/{voice}/clips?limit=0", voice)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:problem:invalid-request"));
        given().get("/v1/voices/{voice}/clips?state=lost", voice).then().statusCode(422);
        given().get("/v1/voices/nobody/clips").then().statusCode(404);
    }

    @Test
    void playsTheRecordingAsItCameAndAsItIsTrainedOn() {
        var sound = Sound.speechLike(2, 1);
        var clip = Api.newClip(voice, sound, WORDS);

        var original = get(clip, "/original")
                .statusCode(200)
                .contentType("audio/wav")
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Accept-Ranges", equalTo("bytes"))
                .extract()
                .asByteArray();
        assertThat(original).isEqualTo(sound);
        var audio =
                get(clip, "/audio").statusCode(200).contentType("audio/flac").extract();
        assertThat(audio.asByteArray()).startsWith('f', 'L', 'a', 'C');
    }

    @Test
    void playsAPartOfARecording() {
        var sound = Sound.speechLike(2, 2);
        var clip = Api.newClip(voice, sound, WORDS);

        var part = range(clip, "bytes=100-199")
                .statusCode(206)
                .header("Content-Range", equalTo("bytes 100-199/" + sound.length))
                .extract()
                .asByteArray();
        assertThat(part).isEqualTo(Arrays.copyOfRange(sound, 100, 200));
        var end = range(clip, "bytes=-10").statusCode(206).extract().asByteArray();
        assertThat(end).isEqualTo(Arrays.copyOfRange(sound, sound.length - 10, sound.length));
        range(clip, "bytes=99999999-")
                .statusCode(416)
                .header("Content-Range", equalTo("bytes */" + sound.length))
                .contentType("application/problem+json");
    }

    @Test
    void sendsNothingThatTheCallerHasAlready() {
        var clip = Api.newClip(voice, Sound.speechLike(1, 3), "Yes.");
        var sound = get(clip, "/audio").extract().header("ETag");
        var state = get(clip, "").extract().header("ETag");

        given().header("If-None-Match", sound)
                .get("/v1/voices/{voice}/clips/{clip}/audio", voice, clip)
                .then()
                .statusCode(304);
        given().header("If-None-Match", state)
                .get("/v1/voices/{voice}/clips/{clip}", voice, clip)
                .then()
                .statusCode(304)
                .header("ETag", equalTo(state));
    }

    @Test
    void takesOtherWordsAndAnnouncesTheClipAnew() {
        var clip = Api.newClip(voice, Sound.speechLike(2, 4), WORDS);

        correct(clip, "  " + OTHER_WORDS + "\n")
                .statusCode(200)
                .body("id", equalTo(clip), "text", equalTo(OTHER_WORDS));

        get(clip, "").body("text", equalTo(OTHER_WORDS));
        var events = stored.announced(voice);
        assertThat(events).hasSize(2).allSatisfy(event -> assertThat(event).isInstanceOf(ClipReady.class));
        var before = (ClipReady) events.get(0);
        var after = (ClipReady) events.get(1);
        assertThat(after.id()).isNotEqualTo(before.id());
        assertThat(after.clip()).isEqualTo(before.clip());
        assertThat(after.text()).isEqualTo(OTHER_WORDS);
        assertThat(after.audio()).isEqualTo(before.audio());
        var old = ClipFeatures.read(stored.file(before.features())); // a run may still read them
        var corrected = ClipFeatures.read(stored.file(after.features()));
        assertThat(corrected.textTokens()).isNotEqualTo(old.textTokens());
        assertThat(corrected.speechTokens()).isEqualTo(old.speechTokens());
    }

    @Test
    void announcesNothingWhenTheWordsAreTheSame() {
        var clip = Api.newClip(voice, Sound.speechLike(2, 5), WORDS);

        correct(clip, WORDS).statusCode(200);

        assertThat(stored.announced(voice)).hasSize(1);
    }

    @Test
    void refusesWordsThatCanNotBeWhatIsHeard() {
        var clip = Api.newClip(voice, Sound.speechLike(2, 6), WORDS);

        correct(clip, "").statusCode(422).body("reason", equalTo("empty"));
        correct(clip, "word ".repeat(60)).statusCode(422).body("reason", equalTo("pace"));
        correct(clip, "今天天气很好").statusCode(422).body("reason", equalTo("language"));
        given().contentType("application/json")
                .body("{}")
                .patch("/v1/voices/{voice}/clips/{clip}", voice, clip)
                .then()
                .statusCode(422);

        get(clip, "").body("text", equalTo(WORDS));
        assertThat(stored.announced(voice)).hasSize(1);
    }

    @Test
    void refusesWordsThatWouldMakeItTheSameAsAnother() {
        var sound = Sound.speechLike(2, 7);
        Api.newClip(voice, sound, WORDS);
        var second = Api.newClip(voice, sound, OTHER_WORDS);

        correct(second, WORDS).statusCode(409).body("type", equalTo("urn:problem:clip-twice"));
    }

    @Test
    void knowsACorrectedClipByTheFileThatItWasMadeOf() {
        var sound = Sound.speechLike(2, 9);
        var clip = Api.newClip(voice, sound, WORDS);
        correct(clip, OTHER_WORDS).statusCode(200);

        Api.upload(voice, sound, WORDS).statusCode(200).body("id", equalTo(clip), "text", equalTo(OTHER_WORDS));
        Api.upload(voice, sound, OTHER_WORDS).statusCode(200).body("id", equalTo(clip));
        assertThat(stored.announced(voice)).hasSize(2);
    }

    @Test
    void refusesAChangeOfWhatTheCallerHasNotSeen() {
        var clip = Api.newClip(voice, Sound.speechLike(2, 8), WORDS);
        var seen = get(clip, "").extract().header("ETag");
        correct(clip, OTHER_WORDS).statusCode(200).header("ETag", not(equalTo(seen)));

        given().contentType("application/json")
                .header("If-Match", seen)
                .body("{\"text\":\"" + WORDS + "\"}")
                .patch("/v1/voices/{voice}/clips/{clip}", voice, clip)
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:problem:changed"));
        given().header("If-Match", seen)
                .delete("/v1/voices/{voice}/clips/{clip}", voice, clip)
                .then()
                .statusCode(412);
        get(clip, "").body("text", equalTo(OTHER_WORDS));
    }

    @Test
    void deletesAClipWithAllThatIsStoredOfIt() {
        var clip = Api.newClip(voice, Sound.speechLike(2, 7_003), WORDS);
        var ready = (ClipReady) stored.announced(voice).getFirst();

        given().delete("/v1/voices/{voice}/clips/{clip}", voice, clip).then().statusCode(204);

        get(clip, "").statusCode(404);
        get(clip, "/audio").statusCode(404);
        given().delete("/v1/voices/{voice}/clips/{clip}", voice, clip).then().statusCode(404);
        assertThat(stored.announced(voice))
                .hasSize(2)
                .last()
                .isInstanceOfSatisfying(
                        ClipRemoved.class, removed -> assertThat(removed.clip()).isEqualTo(UUID.fromString(clip)));
        stored.awaitDeletion(ready.audio());
        stored.awaitDeletion(ready.features());
    }

    @Test
    void leavesWhatAnotherClipStillNeeds() {
        var sound = Sound.speechLike(2, 7_004);
        var first = Api.newClip(voice, sound, WORDS);
        var second = Api.newClip(voice, sound, OTHER_WORDS);
        var events = stored.announced(voice);

        given().delete("/v1/voices/{voice}/clips/{clip}", voice, first).then().statusCode(204);

        stored.awaitDeletion(((ClipReady) events.get(0)).features());
        assertThat(stored.has(((ClipReady) events.get(1)).features())).isTrue();
        assertThat(get(second, "/original").statusCode(200).extract().asByteArray())
                .isEqualTo(sound);
        get(second, "/audio").statusCode(200);
    }

    @Test
    void takesADeletedClipInAgain() {
        var sound = Sound.speechLike(2, 7_005);
        var first = Api.newClip(voice, sound, WORDS);
        given().delete("/v1/voices/{voice}/clips/{clip}", voice, first).then().statusCode(204);

        var second = Api.newClip(voice, sound, WORDS);

        assertThat(second).isNotEqualTo(first);
        get(second, "/audio").statusCode(200);
        assertThat(stored.announced(voice)).hasSize(3);
    }

    @Test
    void doesNotTrainOnAClipInDoubtUntilItsOwnerAcceptsIt() {
        var clip = quarantined(Sound.speechLike(2, 12));

        get(clip, "")
                .body("state", equalTo("quarantined"))
                .body("quarantine.reason", equalTo("The words are unlikely."))
                .body("quarantine.nats", equalTo(1.75f));
        given().get("/v1/voices/{voice}/clips?state=quarantined", voice).then().body("clips.id", contains(clip));
        given().get("/v1/voices/{voice}/clips?state=ready", voice).then().body("clips", hasSize(0));
        given().get("/v1/voices/{voice}", voice).then().body("quarantined", equalTo(1));

        given().post("/v1/voices/{voice}/clips/{clip}/accept", voice, clip)
                .then()
                .statusCode(200)
                .body("state", equalTo("ready"), "accepted", equalTo(true), "quarantine", nullValue());

        assertThat(stored.announced(voice)).hasSize(2).last().isInstanceOfSatisfying(ClipReady.class, ready -> {
            assertThat(ready.accepted()).isTrue();
            assertThat(ready.text()).isEqualTo(WORDS);
        });
        given().post("/v1/voices/{voice}/clips/{clip}/accept", voice, clip)
                .then()
                .statusCode(200);
        assertThat(stored.announced(voice)).hasSize(2);
    }

    @Test
    void liftsAQuarantineWhenTheWordsAreCorrected() {
        var clip = quarantined(Sound.speechLike(2, 13));

        correct(clip, OTHER_WORDS).statusCode(200).body("state", equalTo("ready"), "accepted", equalTo(false));

        assertThat(stored.announced(voice)).hasSize(2);
    }

    @Test
    void takesNoNoticeOfDoubtsAboutWordsThatWereCorrectedOrAccepted() {
        var corrected = Api.newClip(voice, Sound.speechLike(2, 14), WORDS);
        var old = (ClipReady) stored.announced(voice).getFirst();
        correct(corrected, OTHER_WORDS).statusCode(200);
        var accepted = Api.newClip(voice, Sound.speechLike(2, 15), WORDS);
        given().post("/v1/voices/{voice}/clips/{clip}/accept", voice, accepted)
                .then()
                .statusCode(200);
        var vouched = (ClipReady) stored.announced(voice).getLast();

        stored.send(doubt(old));
        stored.send(doubt(vouched));

        quarantined(Sound.speechLike(2, 16)); // comes after those two, on the same partition
        get(corrected, "").body("state", equalTo("ready"));
        get(accepted, "").body("state", equalTo("ready"));
    }

    private String quarantined(byte[] sound) {
        var clip = Api.newClip(voice, sound, WORDS);
        stored.send(doubt((ClipReady) stored.announced(voice).getLast()));
        await().untilAsserted(() -> get(clip, "").body("state", equalTo("quarantined")));
        return clip;
    }

    private ClipQuarantined doubt(ClipReady ready) {
        return new ClipQuarantined(
                UUID.randomUUID(),
                Instant.now(),
                voice,
                ready.clip(),
                ready.features().sha256(),
                "The words are unlikely.",
                1.75);
    }

    private ValidatableResponse get(String clip, String part) {
        return given().get("/v1/voices/{voice}/clips/{clip}" + part, voice, clip)
                .then();
    }

    private ValidatableResponse range(String clip, String range) {
        return given().header("Range", range)
                .get("/v1/voices/{voice}/clips/{clip}/original", voice, clip)
                .then();
    }

    private ValidatableResponse correct(String clip, String text) {
        return given().contentType("application/json")
                .body(Map.of("text", text))
                .patch("/v1/voices/{voice}/clips/{clip}", voice, clip)
                .then();
    }
}
