package dev.yinsong.synth.speech;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.yinsong.synth.Pitch;
import dev.yinsong.synth.RunningBroker;
import dev.yinsong.synth.VoicesAtStart;
import dev.yinsong.synth.engine.FakeEngine;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(RunningBroker.class)
class SpeechResourceTest {

    @BeforeEach
    void waitForVoices() {
        VoicesAtStart.await();
    }

    @ParameterizedTest
    @CsvSource({"mp3,audio/mpeg", "wav,audio/wav", "flac,audio/flac", "opus,audio/ogg", "aac,audio/aac"})
    void speaksInEveryFormat(String format, String mediaType) {
        var file = speak("{'model': 'tts-1', 'input': 'Hello there.', 'voice': 'anna', 'response_format': '%s'}"
                        .formatted(format))
                .statusCode(200)
                .contentType(startsWith(mediaType))
                .header("X-Voice-Version", "3")
                .extract()
                .asByteArray();

        var sound = Pitch.decode(file);
        assertThat(Pitch.version(sound)).isEqualTo(3);
        assertThat(sound.seconds()).isCloseTo(FakeEngine.PIECE_SECONDS, within(0.15));
    }

    @Test
    void mp3IsTheDefault() {
        speak("{'input': 'Hello.', 'voice': 'anna'}").statusCode(200).contentType("audio/mpeg");
    }

    @Test
    void bareSamplesComeWithTheirRate() {
        var samples = speak("{'input': 'Hello.', 'voice': 'anna', 'response_format': 'pcm'}")
                .statusCode(200)
                .header("Content-Type", "audio/pcm;rate=16000;channels=1;bits=16")
                .extract()
                .asByteArray();

        assertThat(samples).hasSize(2 * (int) (FakeEngine.PIECE_SECONDS * FakeEngine.SAMPLE_RATE));
    }

    @Test
    void speaksEverySentenceInOneFile() {
        var one = Pitch.decode(wav("One sentence.")).seconds();

        var three = Pitch.decode(wav("One sentence. Two sentences. Three!")).seconds();

        assertThat(three).isCloseTo(3 * one + 2 * 0.2, within(0.001));
    }

    @Test
    void answersWhateverTheCallerAcceptsAndSendsBesides() {
        given().contentType(ContentType.JSON)
                .accept("application/octet-stream")
                .header("Authorization", "Bearer none")
                .body("{\"model\": \"gpt-4o-mini-tts\", \"input\": \"Hello.\", \"voice\": {\"id\": \"anna\"},"
                        + " \"instructions\": \"softly\"}")
                .post("/v1/audio/speech")
                .then()
                .statusCode(200)
                .contentType("audio/mpeg");
    }

    @Test
    void aVersionCanBePinned() {
        speak("{'input': 'Hello.', 'voice': 'anna@3'}").statusCode(200).header("X-Voice-Version", "3");
        speak("{'input': 'Hello.', 'voice': 'anna@2'}").statusCode(404).body("error.code", equalTo("voice_not_found"));
    }

    @Test
    void speaksWithoutTheAdapterWhenAskedTo() {
        var file = speak("{'input': 'Hello.', 'voice': 'anna', 'adapter': false, 'response_format': 'wav'}")
                .statusCode(200)
                .header("X-Voice-Version", "base")
                .extract()
                .asByteArray();

        assertThat(Pitch.version(Pitch.decode(file))).isZero();
    }

    @Test
    void anUnknownVoiceIsAnErrorAndNeverTheBase() {
        speak("{'input': 'Hello.', 'voice': 'nobody'}")
                .statusCode(404)
                .contentType(ContentType.JSON)
                .body("error.code", equalTo("voice_not_found"))
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.param", equalTo("voice"))
                .body("error.message", containsString("nobody"));
    }

    @Test
    void anUnknownModelIsAnError() {
        speak("{'model': 'whisper-1', 'input': 'Hello.', 'voice': 'anna'}")
                .statusCode(404)
                .body("error.code", equalTo("model_not_found"));
    }

    @Test
    void textThatIsEmptyTooLongOrUnspeakableIsRefused() {
        for (var text : new String[] {"", "   ", "a".repeat(4097), "…!?"}) {
            speak("{'input': '%s', 'voice': 'anna'}".formatted(text))
                    .statusCode(400)
                    .body("error.param", equalTo("input"));
        }
        speak("{'input': '%s', 'voice': 'anna'}".formatted("a".repeat(4096))).statusCode(200);
    }

    @Test
    void whatIsNotTheJsonThatIsExpectedIsRefusedInOpenAisShape() {
        for (var body : new String[] {"", "{", "[]", "{'speed': 'fast', 'input': 'a', 'voice': 'anna'}"}) {
            speak(body)
                    .statusCode(400)
                    .contentType(ContentType.JSON)
                    .body("error.message", not(nullValue()))
                    .body("error.type", equalTo("invalid_request_error"));
        }
        given().contentType("text/plain")
                .body("Hello.")
                .post("/v1/audio/speech")
                .then()
                .statusCode(415)
                .body("error.type", equalTo("invalid_request_error"));
    }

    @Test
    void otherPathsAnswerWithProblems() {
        given().get("/v1/nothing").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void listsModelsAsOpenAiAndAsOpenWebUiReadThem() {
        given().get("/v1/models")
                .then()
                .statusCode(200)
                .body("object", equalTo("list"))
                .body("data.id", org.hamcrest.Matchers.hasItems("yinsong", "humming", "tts-1"));
        given().get("/v1/models/tts-1").then().statusCode(200).body("object", equalTo("model"));
        given().get("/v1/models/none").then().statusCode(404).body("error.code", equalTo("model_not_found"));
        given().get("/audio/models").then().statusCode(200).body("models.id", org.hamcrest.Matchers.hasItem("yinsong"));
    }

    @Test
    void saysWhatItDoesInMetricsAndInTheApiDescription() {
        wav("Hello.");

        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("yinsong_synth_speech_seconds_count"))
                .body(containsString("yinsong_synth_real_time_factor_ratio"))
                .body(containsString("yinsong_synth_voices"))
                .body(containsString("yinsong_synth_checkpoints_total{outcome=\"refused\"}"));
        given().accept("application/json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body(
                        "paths.'/v1/audio/speech'.post.responses.'200'.headers",
                        org.hamcrest.Matchers.hasKey("X-Voice-Version"))
                .body("components.schemas.SpeechRequest.properties.adapter.description", containsString("base"));
    }

    private static byte[] wav(String text) {
        return speak("{'input': '%s', 'voice': 'anna', 'response_format': 'wav'}".formatted(text))
                .statusCode(200)
                .extract()
                .asByteArray();
    }

    private static ValidatableResponse speak(String body) {
        return given().contentType(ContentType.JSON)
                .body(body.replace('\'', '"'))
                .post("/v1/audio/speech")
                .then();
    }
}
