package dev.yinsong.synth.speech;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yinsong.synth.Pitch;
import dev.yinsong.synth.RunningBroker;
import dev.yinsong.synth.VoicesAtStart;
import dev.yinsong.synth.engine.FakeEngine;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(RunningBroker.class)
class SpeechResourceTest {

    @Inject
    FakeEngine engine;

    private static final ObjectMapper JSON = new ObjectMapper();

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
        var older = speak("{'input': 'Hello.', 'voice': 'anna@2', 'response_format': 'wav'}")
                .statusCode(200)
                .header("X-Voice-Version", "2")
                .extract()
                .asByteArray();
        assertThat(Pitch.version(Pitch.decode(older))).isEqualTo(2);
        speak("{'input': 'Hello.', 'voice': 'anna@4'}").statusCode(404).body("error.code", equalTo("voice_not_found"));
    }

    @Test
    void aPinnedVersionThatIsBadIsAnErrorThatSaysWhy() {
        speak("{'input': 'Hello.', 'voice': 'ben@2'}")
                .statusCode(422)
                .body("error.code", equalTo("voice_refused"))
                .body("error.message", containsString("NaN"));
    }

    @Test
    void aSpeakerOfTheBaseSpeaksWithoutTraining() {
        for (var voice : new String[] {"hummer", "hummer@base", "anna@base"}) {
            var file = speak("{'input': 'Hello.', 'voice': '%s', 'response_format': 'wav'}".formatted(voice))
                    .statusCode(200)
                    .header("X-Voice-Version", "base")
                    .extract()
                    .asByteArray();
            assertThat(Pitch.version(Pitch.decode(file))).isZero();
        }
    }

    @Test
    void theSeedThatWasDrawnIsTold() {
        var seed = speak("{'input': 'Hello.', 'voice': 'anna'}")
                .statusCode(200)
                .header("X-Voice", "anna")
                .extract()
                .header("X-Seed");
        assertThat(Long.parseLong(seed)).isNotNegative();

        speak("{'input': 'Hello.', 'voice': 'anna', 'seed': 12}").header("X-Seed", "12");
    }

    @Test
    void speechIsSentInChunksOrWholeWithItsLengthInTheHeader() {
        var streamed = speak("{'input': 'Hello.', 'voice': 'anna', 'response_format': 'wav'}")
                .header("Transfer-Encoding", "chunked")
                .extract()
                .asByteArray();
        var whole = speak("{'input': 'Hello.', 'voice': 'anna', 'response_format': 'wav', 'stream': false}")
                .extract()
                .asByteArray();

        assertThat(dataBytes(whole)).isEqualTo(whole.length - 44);
        assertThat(dataBytes(streamed)).isGreaterThan(streamed.length);
        assertThat(Arrays.copyOfRange(streamed, 44, streamed.length))
                .isEqualTo(Arrays.copyOfRange(whole, 44, whole.length));
    }

    private static int dataBytes(byte[] wav) {
        return ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).getInt(40);
    }

    @ParameterizedTest
    @CsvSource({"mp3", "opus", "aac", "pcm"})
    void sendsEventsWhoseAudioIsTheFileThatIsStreamed(String format) throws IOException {
        var body = "{'input': 'One. Two.', 'voice': 'anna', 'seed': 1, 'response_format': '%s'%s}";
        var file = speak(body.formatted(format, "")).extract().asByteArray();

        var events = speak(body.formatted(format, ", 'stream_format': 'sse'"))
                .statusCode(200)
                .contentType(startsWith("text/event-stream"))
                .header("X-Voice-Version", "3")
                .extract()
                .asString();

        var audio = new ByteArrayOutputStream();
        var types = new ArrayList<String>();
        for (var event : events.split("\n\n")) {
            assertThat(event).startsWith("data: {");
            var data = JSON.readTree(event.substring("data: ".length()));
            types.add(data.path("type").asText());
            audio.write(
                    data.path("audio").binaryValue() == null
                            ? new byte[0]
                            : data.path("audio").binaryValue());
        }
        assertThat(types).endsWith("speech.audio.done").hasSizeGreaterThan(2);
        assertThat(types.subList(0, types.size() - 1)).containsOnly("speech.audio.delta");
        assertThat(audio.size()).isEqualTo(file.length);
        var usage = JSON.readTree(events.substring(events.lastIndexOf("data: ") + 6))
                .path("usage");
        assertThat(usage.path("input_tokens").asInt()).isEqualTo(2);
        assertThat(usage.path("output_tokens").asInt()).isEqualTo(24);
        assertThat(usage.path("total_tokens").asInt()).isEqualTo(26);
    }

    @Test
    void tellsWhenEachPieceIsHeard() {
        var answer = given().contentType(ContentType.JSON)
                .body("{\"input\": \"One. Two words.\", \"voice\": \"anna\", \"response_format\": \"wav\"}")
                .post("/v1/audio/speech/timings")
                .then()
                .statusCode(200)
                .body("version", equalTo("3"))
                .body("media_type", equalTo("audio/wav"))
                .body("segments.text", equalTo(List.of("One", "Two words")))
                .body("segments.id", equalTo(List.of(0, 1)))
                .extract()
                .jsonPath();

        assertThat(answer.getDouble("segments[0].end")).isCloseTo(FakeEngine.PIECE_SECONDS, within(1e-6));
        assertThat(answer.getDouble("segments[1].start")).isCloseTo(FakeEngine.PIECE_SECONDS + 0.2, within(1e-6));
        assertThat(answer.getString("srt")).contains("00:00:00,450 --> 00:00:00,700\nTwo words\n");
        var sound = Pitch.decode(Base64.getDecoder().decode(answer.getString("audio")));
        assertThat(sound.seconds()).isCloseTo(answer.getDouble("duration"), within(1e-6));
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
    void imitatesAReferenceThatComesWithTheRequest() {
        var file = reference(wav("A clip of whoever."), "Two words")
                .statusCode(200)
                .header("X-Voice", "reference")
                .header("X-Voice-Version", "base")
                .extract()
                .asByteArray();

        assertThat(Pitch.version(Pitch.decode(file)))
                .as("the hummer takes its pitch from the number of words")
                .isEqualTo(2);
    }

    @Test
    void aFormTakesATextAsLongAsAJsonBodyDoes() {
        given().multiPart("input", "吗".repeat(4096), "text/plain; charset=UTF-8")
                .multiPart("voice", "anna")
                .post("/v1/audio/speech")
                .then()
                .statusCode(200);
    }

    @Test
    void aReferenceThatCanNotBeUsedIsRefused() {
        reference("no sound".getBytes(StandardCharsets.UTF_8), "Two words")
                .statusCode(400)
                .body("error.param", equalTo("reference"));
        for (var text : new String[] {" ", "…", "a".repeat(1001)}) {
            reference(wav("A clip."), text).statusCode(400).body("error.param", equalTo("reference_text"));
        }
        given().multiPart("reference", "clip.wav", wav("A clip."))
                .multiPart("reference_text", "Words")
                .multiPart("input", "Hello.")
                .multiPart("voice", "anna")
                .post("/v1/audio/speech")
                .then()
                .statusCode(400)
                .body("error.param", equalTo("voice"));
        given().multiPart("input", "Hello.")
                .multiPart("voice", "anna")
                .multiPart("speed", "fast")
                .post("/v1/audio/speech")
                .then()
                .statusCode(400);
    }

    @Test
    void speaksSentenceBySentenceInTheVoiceOfAReference() {
        var clip = wav("A clip.");
        int begun = engine.piecesBegun();

        reference(clip, "Two words", "Hello there; how are you?").statusCode(200);

        assertThat(engine.piecesBegun() - begun).isEqualTo(2);
        wav("Hello there; how are you?");
        assertThat(engine.piecesBegun() - begun)
                .as("a voice of its own takes both at once")
                .isEqualTo(2 + 1);
    }

    private static ValidatableResponse reference(byte[] clip, String text) {
        return reference(clip, text, "Hello there.");
    }

    private static ValidatableResponse reference(byte[] clip, String text, String input) {
        return given().multiPart("reference", "clip.wav", clip)
                .multiPart("reference_text", text)
                .multiPart("input", input)
                .multiPart("response_format", "wav")
                .multiPart("seed", 3)
                .post("/v1/audio/speech")
                .then();
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
                .body("data.id", hasItems("yinsong", "humming", "tts-1"));
        given().get("/v1/models/tts-1").then().statusCode(200).body("object", equalTo("model"));
        given().get("/v1/models/none").then().statusCode(404).body("error.code", equalTo("model_not_found"));
        given().get("/audio/models").then().statusCode(200).body("models.id", hasItem("yinsong"));
    }

    @Test
    void isAliveAndReadyAsLongAsItsEngineIs() {
        for (var kind : new String[] {"live", "ready"}) {
            given().get("/q/health/" + kind)
                    .then()
                    .statusCode(200)
                    .body("checks.find { it.name == 'engine' }.status", equalTo("UP"));
        }
    }

    @Test
    void saysWhatItDoesInMetricsAndInTheApiDescription() {
        wav("Hello.");

        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("yinsong_synth_speech_seconds_count"))
                .body(containsString("yinsong_synth_first_sound_seconds_count"))
                .body(containsString("yinsong_synth_warm_up_seconds"))
                .body(containsString("yinsong_synth_loaded_bytes"))
                .body(containsString("yinsong_synth_real_time_factor_ratio"))
                .body(containsString("yinsong_synth_voices"))
                .body(containsString("yinsong_synth_checkpoints_total{outcome=\"refused\"}"));
        given().accept("application/json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("paths.'/v1/audio/speech'.post.responses.'200'.headers", hasKey("X-Voice-Version"))
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
