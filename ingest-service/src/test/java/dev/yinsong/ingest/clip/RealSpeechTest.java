package dev.yinsong.ingest.clip;

import static dev.yinsong.ingest.Api.part;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.yinsong.common.audio.SilenceTrimmer;
import dev.yinsong.common.audio.WavFile;
import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.event.ClipReady;
import dev.yinsong.common.feature.ClipFeatures;
import dev.yinsong.ingest.OnServers;
import dev.yinsong.ingest.Sound;
import dev.yinsong.ingest.Stored;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Human speech of the reference data beside the checkout, in the formats that people have. */
@QuarkusTest
@OnServers
class RealSpeechTest {

    private static final Path VOICES = Path.of(System.getProperty("yinsong.root"), "../shared/data/voices");

    @Inject
    Stored stored;

    @Test
    void takesInSpeechInEveryFormat() throws IOException {
        var voice = voice("en");
        var recordings = recordings("kathleen/raw", 100);

        for (var recording : recordings) {
            upload(voice, recording);
        }

        assertThat(stored.announced(voice)).hasSameSizeAs(recordings);
    }

    @Test
    void takesInSpeechOfAnotherLanguage() throws IOException {
        var voice = voice("zh");
        var recordings = recordings("mandarin", 3);

        for (var recording : recordings) {
            upload(voice, recording);
        }

        assertThat(stored.announced(voice)).hasSameSizeAs(recordings).allSatisfy(event -> {
            var ready = (ClipReady) event;
            assertThat(ready.language()).isEqualTo("zh");
            assertThat(ClipFeatures.read(stored.file(ready.features())).textTokens())
                    .isNotEmpty();
        });
    }

    @Test
    void cutsALongRecordingWhereItsSentencesEnd() throws IOException {
        var recordings = recordings("kathleen/raw", 12);
        var sentences = new ArrayList<Waveform>();
        var lines = new ArrayList<String>();
        for (var recording : recordings) {
            sentences.add(SilenceTrimmer.trimmed(WavFile.read(recording).at(24_000)));
            lines.add(Files.readString(transcript(recording)).strip());
        }
        var voice = voice("en");

        var results = given().multiPart("recording", "long.wav", part(Sound.joined(sentences, 0.5)))
                .multiPart("lines", String.join("\n", lines))
                .post("/v1/voices/{voice}/uploads", voice)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();

        assertThat(results.<String>getList("results.clip.text")).isEqualTo(lines);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(results.getDouble("results[" + i + "].clip.seconds"))
                    .as(lines.get(i))
                    .isCloseTo(sentences.get(i).seconds(), within(0.45));
        }
    }

    private static Path transcript(Path recording) {
        return Path.of(recording.toString().replaceAll("\\.[^.]+$", ".txt"));
    }

    private static List<Path> recordings(String folder, int most) throws IOException {
        var path = VOICES.resolve(folder);
        assumeTrue(Files.isDirectory(path), "the reference data beside the checkout is absent: " + path);
        try (var files = Files.list(path)) {
            return files.filter(file -> file.toString().matches(".*\\.(wav|flac|mp3|m4a|ogg|webm)"))
                    .sorted()
                    .limit(most)
                    .toList();
        }
    }

    private static void upload(String voice, Path recording) throws IOException {
        var text = Files.readAllBytes(transcript(recording));
        var response = given().multiPart("audio", recording.toFile())
                .multiPart("text", "clip.txt", text)
                .post("/v1/voices/{voice}/clips", voice);
        assertThat(response.statusCode())
                .as(recording + ": " + response.asString())
                .isEqualTo(201);
    }

    private static String voice(String language) {
        var name = "voice-" + UUID.randomUUID();
        given().contentType("application/json")
                .body("{\"name\":\"" + name + "\",\"language\":\"" + language + "\"}")
                .post("/v1/voices")
                .then()
                .statusCode(201);
        return name;
    }
}
