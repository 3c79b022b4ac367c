package dev.yinsong.ingest.voice;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.yinsong.ingest.Api;
import dev.yinsong.ingest.OnServers;
import dev.yinsong.ingest.Sound;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A service that requires consent, and takes little speech. */
@QuarkusTest
@OnServers
@TestProfile(StrictLimitsTest.Strict.class)
class StrictLimitsTest {

    public static final class Strict implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("yinsong.ingest.consent", "require", "yinsong.ingest.limits.voice", "2s");
        }
    }

    @Test
    void makesNoVoiceWithoutConsent() {
        Api.createVoice("{\"name\":\"silent\",\"language\":\"en\"}")
                .statusCode(422)
                .body("type", equalTo("urn:problem:consent-missing"));
        given().get("/v1/voices/silent").then().statusCode(404);
    }

    @Test
    void takesNoMoreSpeechThanAVoiceMayHave() {
        var voice = "voice-" + UUID.randomUUID();
        Api.createVoice("{\"name\":\"" + voice + "\",\"language\":\"en\",\"consent\":{\"statement\":\"I agree.\"}}")
                .statusCode(201);
        Api.newClip(voice, Sound.speechLike(3, 1), "The boat turned toward the light.");

        Api.upload(voice, Sound.speechLike(3, 2), "The boat turned toward the light.")
                .statusCode(409)
                .body("type", equalTo("urn:problem:voice-full"));
    }
}
