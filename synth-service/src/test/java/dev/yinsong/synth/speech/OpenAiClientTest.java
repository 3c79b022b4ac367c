package dev.yinsong.synth.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yinsong.synth.Pitch;
import dev.yinsong.synth.RunningBroker;
import dev.yinsong.synth.VoicesAtStart;
import dev.yinsong.synth.engine.FakeEngine;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * OpenAI's own client for JavaScript against the whole service. It needs node, npm and their registry, and is skipped
 * where one of them is missing.
 */
@QuarkusTest
@WithTestResource(RunningBroker.class)
class OpenAiClientTest {

    private static final List<String> FILES = List.of("package.json", "package-lock.json", "check.mjs");
    private static final double SECONDS = 3 * FakeEngine.PIECE_SECONDS + 2 * 0.2;
    private static final int PCM_BYTES = (int) (SECONDS * FakeEngine.SAMPLE_RATE) * 2;

    private static final Path PROJECT = Path.of("src", "test", "openai-client");
    private static final Path FOLDER = Path.of("target", "openai-client");
    private static @Nullable JsonNode finished;

    private JsonNode report;

    @BeforeEach
    void runTheClientOnce() throws Exception {
        if (finished == null) {
            finished = runTheClient();
        }
        report = finished;
    }

    private static JsonNode runTheClient() throws Exception {
        assumeTrue(succeeds(Path.of("."), "npm", "--version"), "skipped: there is no node with npm here");
        Files.createDirectories(FOLDER);
        for (var file : FILES) {
            Files.write(FOLDER.resolve(file), Files.readAllBytes(PROJECT.resolve(file)));
        }
        assumeTrue(
                succeeds(FOLDER, "npm", "ci", "--no-audit", "--no-fund"),
                "skipped: npm can't install the client, see " + FOLDER.resolve("npm.log"));
        VoicesAtStart.await();
        var url = "http://127.0.0.1:" + RestAssured.port + "/v1";
        var client = new ProcessBuilder("node", "check.mjs", url, ".")
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(client.getInputStream().readAllBytes());
        assertThat(client.waitFor()).as(said).isZero();
        return new ObjectMapper().readTree(said);
    }

    private static boolean succeeds(Path where, String... command) throws InterruptedException {
        try {
            var process = new ProcessBuilder(command)
                    .directory(where.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(
                            where.equals(Path.of("."))
                                    ? Redirect.DISCARD
                                    : Redirect.to(where.resolve("npm.log").toFile()))
                    .start();
            return process.waitFor(3, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mp3, audio/mpeg",
        "opus, audio/ogg",
        "aac, audio/aac",
        "flac, audio/flac",
        "wav, audio/wav",
        "pcm, audio/pcm;rate=16000;channels=1;bits=16"
    })
    void speaksInEveryFormat(String format, String type) throws IOException {
        var file = Files.readAllBytes(FOLDER.resolve("speech." + format));

        assertThat(report.at("/formats/" + format + "/type").asText()).isEqualTo(type);
        assertThat(report.at("/formats/" + format + "/version").asText()).isEqualTo("3");
        if (format.equals("pcm")) {
            assertThat(file).hasSize(PCM_BYTES);
        } else {
            var sound = Pitch.decode(file);
            assertThat(Pitch.version(sound)).isEqualTo(3);
            assertThat(sound.seconds()).isCloseTo(SECONDS, within(0.15));
        }
    }

    @Test
    void streams() {
        assertThat(report.path("chunks").asInt()).isGreaterThan(1);
        assertThat(report.path("streamedBytes").asInt()).isEqualTo(PCM_BYTES);
    }

    @Test
    void readsEvents() throws IOException {
        assertThat(report.at("/events/0").asText()).isEqualTo("speech.audio.delta");
        assertThat(report.path("events").get(report.path("events").size() - 1).asText())
                .isEqualTo("speech.audio.done");
        assertThat(report.at("/usage/input_tokens").asInt()).isEqualTo(3);
        assertThat(Files.readAllBytes(FOLDER.resolve("events.pcm")))
                .isEqualTo(Files.readAllBytes(FOLDER.resolve("speech.pcm")));
    }

    @ParameterizedTest
    @CsvSource({
        "voice, NotFoundError, 404, voice_not_found, voice",
        "model, NotFoundError, 404, model_not_found, model",
        "format, BadRequestError, 400, invalid_speech_request, response_format",
        "speed, BadRequestError, 400, invalid_speech_request, speed",
        "sse, BadRequestError, 400, invalid_speech_request, stream_format"
    })
    void parsesErrors(String name, String type, int status, String code, String param) {
        var error = report.path("errors").path(name);

        assertThat(error.path("class").asText()).isEqualTo(type);
        assertThat(error.path("status").asInt()).isEqualTo(status);
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("param").asText()).isEqualTo(param);
        assertThat(error.path("message").asText()).startsWith(status + " ").contains(" ");
    }

    @Test
    void changesTheSpeed() {
        int pauses = 2 * (int) (0.2 * FakeEngine.SAMPLE_RATE);
        int speech = 3 * (int) (2 * FakeEngine.PIECE_SECONDS * FakeEngine.SAMPLE_RATE);
        assertThat(report.path("slow").asInt()).isEqualTo(2 * (pauses + speech));
    }

    @Test
    void pinsAVersionByAnObject() {
        assertThat(report.path("object").asText()).isEqualTo("2");
    }

    @Test
    void listsModelsAndVoices() {
        assertThat(report.path("models")).map(JsonNode::asText).contains("yinsong", "tts-1", "gpt-4o-mini-tts");
        assertThat(report.path("model").asText()).isEqualTo("model");
        assertThat(report.path("voices")).map(JsonNode::asText).contains("anna", "ben", FakeEngine.SPEAKER);
    }
}
