package dev.yinsong.ingest.clip;

import static dev.yinsong.ingest.Api.part;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.yinsong.ingest.OnServers;
import dev.yinsong.ingest.Sound;
import dev.yinsong.ingest.Stored;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The uploads of the reference data beside the checkout, each with the verdict that it must get. */
@QuarkusTest
@OnServers
class BadUploadsTest {

    private static final Path FOLDER = Path.of(System.getProperty("yinsong.root"), "../shared/data/bad");

    /** Stands for no upload where the reference data is absent. */
    private static final Verdict ABSENT = new Verdict("", "", "");

    @Inject
    Stored stored;

    private final String voice = "voice-" + UUID.randomUUID();

    static Stream<Verdict> uploads() throws IOException {
        if (!Files.isDirectory(FOLDER)) {
            return Stream.of(ABSENT);
        }
        return Files.readAllLines(FOLDER.resolve("expected.tsv")).stream()
                .skip(1)
                .map(line -> List.of(line.split("\t")))
                .map(cells -> new Verdict(cells.get(0), cells.get(1), cells.get(2)));
    }

    @BeforeEach
    void makeTheVoice() {
        given().contentType("application/json")
                .body("{\"name\":\"" + voice + "\",\"language\":\"en\"}")
                .post("/v1/voices")
                .then()
                .statusCode(201);
    }

    @ParameterizedTest
    @MethodSource("uploads")
    void getsItsVerdict(Verdict verdict) throws IOException {
        assumeTrue(verdict != ABSENT, "the reference data beside the checkout is absent: " + FOLDER);
        var blobs = stored.blobs();

        var response =
                verdict.file().endsWith(".zip") ? archive(verdict.file()) : upload(verdict.file(), verdict.file());

        switch (verdict.expected()) {
            case "accept" -> accepted(response, verdict.file().contains("six") ? 6 : 1);
            case "reject" -> refused(response, blobs);
            default -> throw new AssertionError("no verdict: " + verdict);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../../tmp/evil.wav",
                "..%2f..%2ftmp%2fevil.wav",
                "..\\..\\evil.wav",
                "/etc/cron.d/evil.wav",
                "C:\\evil.wav",
                "clip.wav%00.txt",
                "clip.wav\u0000.txt",
                "CON.wav",
                ".wav",
                "a name with a\nline end.wav",
                "a name with a\r\nX-Evil: header.wav",
                "\"><script>.wav",
                "clip.wav;rm -rf",
                "音频 😀.wav"
            })
    void makesNothingOfTheNameThatAFileComesWith(String name) throws IOException, InterruptedException {
        keepsToItsFolder(name);
    }

    @Test
    void makesNothingOfANameOf300Letters() throws IOException, InterruptedException {
        keepsToItsFolder("a".repeat(296) + ".wav");
    }

    /** The name goes out byte for byte, as no decent client would send it. A refusal is fine, a stray file is not. */
    private void keepsToItsFolder(String name) throws IOException, InterruptedException {
        var sound = Sound.speechLike(2, 1);
        var head = "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nThe boat turned.\r\n--x\r\n"
                + "Content-Disposition: form-data; name=\"audio\"; filename=\"" + name + "\"\r\n\r\n";
        var body = BodyPublishers.concat(
                BodyPublishers.ofString(head),
                BodyPublishers.ofByteArray(sound),
                BodyPublishers.ofString("\r\n--x--\r\n"));
        var request = HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/voices/" + voice + "/clips"))
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(body)
                .build();

        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, BodyHandlers.ofString());

            assertThat(answer.statusCode()).as(answer.body()).isIn(201, 400, 422);
            assertThat(stored.announced(voice)).hasSize(answer.statusCode() == 201 ? 1 : 0);
        }
        assertThat(Path.of("/tmp/evil.wav")).doesNotExist();
        assertThat(Path.of("/etc/cron.d/evil.wav")).doesNotExist();
    }

    @Test
    void acceptsTheSameUploadOnce() throws IOException {
        assumeTrue(Files.isDirectory(FOLDER), "the reference data beside the checkout is absent: " + FOLDER);
        var first = upload("00_good.wav", "a.wav");

        var second = upload("00_good.wav", "b.wav");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.<String>path("id")).isEqualTo(first.path("id"));
        assertThat(stored.announced(voice)).hasSize(1);
    }

    private Response upload(String file, String name) throws IOException {
        var text = Files.readAllBytes(FOLDER.resolve(file.replaceAll("\\.[^.]+$", ".txt")));
        return given().multiPart("audio", name, part(Files.readAllBytes(FOLDER.resolve(file))))
                .multiPart("text", "clip.txt", text)
                .post("/v1/voices/{voice}/clips", voice);
    }

    private Response archive(String file) throws IOException {
        return given().multiPart("archive", file, part(Files.readAllBytes(FOLDER.resolve(file))))
                .post("/v1/voices/{voice}/uploads", voice);
    }

    private void accepted(Response response, int clips) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
        assertThat(stored.announced(voice)).hasSize(clips);
    }

    private void refused(Response response, long blobsBefore) {
        assertThat(response.statusCode()).as(response.asString()).isBetween(400, 499);
        assertThat(response.contentType()).startsWith("application/problem+json");
        assertThat(response.<String>path("detail")).isNotBlank();
        assertThat(stored.announced(voice)).isEmpty();
        assertThat(stored.blobs()).isLessThanOrEqualTo(blobsBefore); // those of deleted clips go at their own time
        assertThat(given().get("/v1/voices/{voice}/clips", voice).<List<?>>path("clips"))
                .isEmpty();
    }

    record Verdict(String file, String expected, String reason) {

        @Override
        public String toString() {
            return file + " " + expected;
        }
    }
}
