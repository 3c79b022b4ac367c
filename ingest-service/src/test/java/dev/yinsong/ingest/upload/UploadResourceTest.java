package dev.yinsong.ingest.upload;

import static dev.yinsong.ingest.Api.part;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;

import dev.yinsong.common.event.ClipReady;
import dev.yinsong.ingest.OnServers;
import dev.yinsong.ingest.Sound;
import dev.yinsong.ingest.Stored;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@OnServers
class UploadResourceTest {

    private static final String WORDS = "The boat turned toward the light.";

    @Inject
    Stored stored;

    private final String voice = "voice-" + UUID.randomUUID();

    @BeforeEach
    void makeTheVoice() {
        given().contentType("application/json")
                .body("{\"name\":\"" + voice + "\",\"language\":\"en\"}")
                .post("/v1/voices")
                .then()
                .statusCode(201);
    }

    @Test
    void takesInAZipOfRecordingsAndTexts() throws IOException {
        var zip = zip(Map.of(
                "clips/001.wav", Sound.speechLike(2, 1),
                "clips/001.txt", Zips.text(WORDS),
                "clips/002.wav", Sound.speechLike(2, 2),
                "clips/002.txt", Zips.text("Other words this time."),
                "__MACOSX/clips/._001.wav", Zips.text("clutter")));

        archive(zip)
                .statusCode(201)
                .body("added", equalTo(2), "known", equalTo(0), "refused", equalTo(0), "results", hasSize(2))
                .body("results.name", contains("clips/001.wav", "clips/002.wav"))
                .body("results.clip.text", contains(WORDS, "Other words this time."));

        assertThat(stored.announced(voice)).hasSize(2);
        archive(zip).statusCode(201).body("added", equalTo(0), "known", equalTo(2));
        assertThat(stored.announced(voice)).hasSize(2);
    }

    @Test
    void takesInALjspeechArchive() throws IOException {
        archive(zip(Map.of(
                        "lj/metadata.csv", Zips.text("LJ001|" + WORDS + "|the boat turned\nLJ002|Other words here.\n"),
                        "lj/wavs/LJ001.wav", Sound.speechLike(2, 3),
                        "lj/wavs/LJ002.wav", Sound.speechLike(2, 4))))
                .statusCode(201)
                .body("results.clip.text", contains(WORDS, "Other words here."));
    }

    @Test
    void judgesEachClipOfAnArchiveByItself() throws IOException {
        archive(zip(Map.of(
                        "1.wav", Sound.speechLike(2, 5),
                        "1.txt", Zips.text(WORDS),
                        "2.wav", Sound.wav(new float[48_000], 24_000),
                        "2.txt", Zips.text(WORDS),
                        "3.wav", Sound.speechLike(2, 6),
                        "4.txt", Zips.text(WORDS))))
                .statusCode(207)
                .body("added", equalTo(1), "refused", equalTo(3))
                .body("results.name", contains("1.wav", "2.wav", "3.wav", "4.txt"))
                .body("results.status", contains(201, 422, 422, 422))
                .body("results[1].problem.type", equalTo("urn:problem:audio-refused"))
                .body("results[2].problem.detail", containsString("no words"))
                .body("results[3].problem.detail", containsString("no recording"));

        assertThat(stored.announced(voice)).hasSize(1);
    }

    @Test
    void refusesAnArchiveOfWhichNothingCanBeTaken() throws IOException {
        refused(archive(zip(Map.of("1.wav", Zips.text("no sound"), "1.txt", Zips.text(WORDS)))), 422, "upload-refused")
                .body("results", hasSize(1));
        refused(archive(zip(Map.of("empty/", new byte[0]))), 422, "archive-refused");
        refused(archive(Zips.text("no zip at all")), 422, "archive-refused").body("reason", equalTo("unreadable"));
        refused(archive(new byte[0]), 422, "archive-refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../../tmp/evil.wav",
                "/tmp/evil.wav",
                "..\\..\\evil.wav",
                "C:\\evil.wav",
                "C:evil.wav",
                "ok/../../evil.wav",
                "evil\u0000.wav",
                "evil\n.wav"
            })
    void refusesAnArchiveWithANameThatWouldLeaveItsFolder(String name) throws IOException {
        var zip = zip(Map.of("1.wav", Sound.speechLike(2, 7), "1.txt", Zips.text(WORDS), name, Zips.text("evil")));

        refused(archive(zip), 422, "archive-refused").body("reason", equalTo("unsafe-name"));
        assertThat(Path.of("/tmp/evil.wav")).doesNotExist();
    }

    @Test
    void refusesAnArchiveThatBlowsUp() throws IOException {
        var zip = zip(Map.of("1.wav", new byte[200 << 20], "1.txt", Zips.text(WORDS)));

        refused(archive(zip), 422, "archive-refused").body("reason", equalTo("expansion"));
    }

    @Test
    void refusesAnArchiveInAnArchiveWhateverItIsCalled() throws IOException {
        var inner = zip(Map.of("1.wav", Zips.text("x")));

        refused(archive(zip(Map.of("inner.zip", inner))), 422, "archive-refused")
                .body("reason", equalTo("nested"));
        refused(archive(zip(Map.of("inner.wav", inner))), 422, "archive-refused")
                .body("reason", equalTo("nested"));
    }

    @Test
    void refusesMoreEntriesThanAreTaken() throws IOException {
        var entries = new LinkedHashMap<String, byte[]>();
        for (int i = 0; i <= 1000; i++) {
            entries.put(i + ".txt", new byte[0]);
        }

        refused(archive(Zips.of(entries)), 413, "upload-too-large");
    }

    @ParameterizedTest
    @ValueSource(ints = {1001, 4000}) // the second is more than are read
    void refusesAFormOfMorePartsThanAreTaken(int texts) {
        var form = given().multiPart("audio", "1.wav", part(Sound.speechLike(1, 1)));
        for (int i = 0; i < texts; i++) {
            form.multiPart("text", WORDS);
        }

        form.post("/v1/voices/{voice}/uploads", voice)
                .then()
                .statusCode(413)
                .body("type", equalTo("urn:problem:upload-too-large"));
    }

    @Test
    void takesInFilesSideBySide() {
        given().multiPart("audio", "a.wav", part(Sound.speechLike(2, 8)))
                .multiPart("audio", "b.wav", part(Sound.speechLike(2, 9)))
                .multiPart("text", "b.txt", Zips.text("The words of the second."))
                .multiPart("text", "a.txt", Zips.text("The words of the first."))
                .post("/v1/voices/{voice}/uploads", voice)
                .then()
                .statusCode(201)
                .body("results.clip.text", contains("The words of the first.", "The words of the second."));
    }

    @Test
    void takesFieldsForTheWordsOfTheRecordingsInTheirOrder() {
        given().multiPart("audio", "x.wav", part(Sound.speechLike(2, 10)))
                .multiPart("audio", "x.wav", part(Sound.speechLike(2, 11)))
                .multiPart("text", "The words of the first.")
                .multiPart("text", "The words of the second.")
                .post("/v1/voices/{voice}/uploads", voice)
                .then()
                .statusCode(201)
                .body("added", equalTo(2), "seconds", greaterThan(3f));
    }

    @Test
    void refusesAFormThatIsNoneOfTheKinds() {
        refused(
                given().multiPart("text", WORDS)
                        .post("/v1/voices/{voice}/uploads", voice)
                        .then(),
                400,
                "upload-incomplete");
        refused(
                given().multiPart("archive", "a.zip", new byte[1])
                        .multiPart("audio", "a.wav", new byte[1])
                        .post("/v1/voices/{voice}/uploads", voice)
                        .then(),
                400,
                "upload-incomplete");
        refused(
                given().multiPart("audio", "a.wav", part(Sound.speechLike(1, 12)))
                        .multiPart("text", WORDS)
                        .multiPart("text", WORDS)
                        .post("/v1/voices/{voice}/uploads", voice)
                        .then(),
                400,
                "upload-incomplete");
        given().contentType("application/zip")
                .body(new byte[1])
                .post("/v1/voices/{voice}/uploads", voice)
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    @Test
    void cutsALongRecordingIntoAClipALine() {
        var recording = Sound.sentences(24_000, 2.0, 1.2, 3.1);

        recording(
                        recording,
                        "He went home at last today.\n\nNo, not yet.\nThen the rain began to fall again, and he waited.\n")
                .statusCode(201)
                .body("results.name", contains("line 1", "line 2", "line 3"))
                .body("results.clip.text[1]", equalTo("No, not yet."));

        assertThat(stored.announced(voice)).hasSize(3).allSatisfy(event -> {
            var ready = (ClipReady) event;
            assertThat(ready.seconds()).isBetween(1.0, 4.0);
        });
    }

    @Test
    void refusesALongRecordingWithFewerPausesThanLines() {
        refused(
                recording(Sound.sentences(24_000, 3), "One line here.\nAnother one there.\n"),
                422,
                "alignment-refused");
        refused(recording(Sound.sentences(24_000, 3), " \n"), 422, "alignment-refused");
        refused(recording(Zips.text("no sound"), "One line."), 422, "audio-refused");
    }

    @Test
    void leavesNothingBehindInTheTemporaryFolder() throws IOException {
        var before = workspaces();

        archive(zip(Map.of("1.wav", Sound.speechLike(2, 13), "1.txt", Zips.text(WORDS))))
                .statusCode(201);

        var appeared = workspaces();
        appeared.removeAll(before); // those of other processes go too, when they are done
        await().untilAsserted(() -> assertThat(workspaces()).noneMatch(appeared::contains));
    }

    private static List<Path> workspaces() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("yinsong-upload-"))
                    .collect(Collectors.toCollection(ArrayList::new));
        }
    }

    private ValidatableResponse archive(byte[] zip) {
        return given().multiPart("archive", "clips.zip", part(zip))
                .post("/v1/voices/{voice}/uploads", voice)
                .then();
    }

    private ValidatableResponse recording(byte[] recording, String lines) {
        return given().multiPart("recording", "long.wav", part(recording))
                .multiPart("lines", lines)
                .post("/v1/voices/{voice}/uploads", voice)
                .then();
    }

    private ValidatableResponse refused(ValidatableResponse response, int status, String name) {
        response.statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:" + name), "status", equalTo(status));
        assertThat(stored.announced(voice)).isEmpty();
        return response;
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        return Zips.of(new TreeMap<>(entries));
    }
}
