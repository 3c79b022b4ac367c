package dev.yinsong.cli.clip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.cli.client.StubServer;
import dev.yinsong.cli.terminal.Printed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ClipCommandsTest {

    private static final String VOICE = "{\"id\":\"anna\",\"language\":\"en\"}";
    private static final String CLIP = """
            {"id":"5e2a9c4d-8b17-4f63-a05d-c3b2a1908f7e","text":"The boat turned.","seconds":2.5,"state":"quarantined",
             "quarantine":{"reason":"The words are unlikely.","nats":1.75},
             "quality":{"verdict":"WARN","measurements":[
               {"name":"snr","value":17.25,"unit":"dB","verdict":"WARN","advice":"The room is noisy."}]}}""";

    @TempDir
    private Path folder = Path.of("");

    private final Printed printed = new Printed(false);

    @AutoClose
    private final StubServer server = new StubServer();

    @Test
    void uploadsAFolderWithTheTextsOfItsMetadata() throws IOException {
        Files.writeString(folder.resolve("metadata.csv"), "LJ001|First words.|first words\nLJ002|Second words.\n");
        var wavs = Files.createDirectory(folder.resolve("wavs"));
        Files.writeString(wavs.resolve("LJ001.wav"), "sound");
        Files.writeString(wavs.resolve("LJ002.wav"), "sound");
        server.json(200, VOICE).json(201, CLIP).json(201, CLIP);

        var status = run(new ClipsAdd(printed.terminal()), "anna", folder.toString());

        assertThat(status).isZero();
        assertThat(server.requests())
                .containsExactly("GET /v1/voices/anna", "POST /v1/voices/anna/clips", "POST /v1/voices/anna/clips");
        assertThat(server.bodies().get(1)).contains("LJ001.wav", "First words.");
        assertThat(server.bodies().get(2)).contains("LJ002.wav", "Second words.");
    }

    @Test
    void refusesAClipWhoseTextIsNotInUtf8AndUploadsTheOthers() throws IOException {
        Files.writeString(folder.resolve("1.wav"), "sound");
        Files.writeString(folder.resolve("1.txt"), "Grüß Gott.", StandardCharsets.ISO_8859_1);
        Files.writeString(folder.resolve("2.wav"), "sound");
        Files.writeString(folder.resolve("2.txt"), "Grüß dich.");
        server.json(200, VOICE).json(201, CLIP);

        var status = run(new ClipsAdd(printed.terminal()), "anna", folder.toString());

        assertThat(status).isEqualTo(1);
        assertThat(server.requests()).containsExactly("GET /v1/voices/anna", "POST /v1/voices/anna/clips");
        assertThat(server.bodies().getLast()).contains("2.wav", "Grüß dich.");
        assertThat(printed.lines()).contains("  refused  1.wav: 1.txt is not in UTF-8. Save it as UTF-8.");
    }

    @Test
    void refusesMetadataThatIsNotInUtf8BeforeItUploadsAnything() throws IOException {
        Files.writeString(folder.resolve("1.wav"), "sound");
        Files.writeString(folder.resolve("metadata.csv"), "1|Grüß Gott.\n", StandardCharsets.ISO_8859_1);

        assertThat(run(new ClipsAdd(printed.terminal()), "anna", folder.toString()))
                .isEqualTo(1);
        assertThat(printed.lines()).containsExactly("  refused  metadata.csv is not in UTF-8. Save it as UTF-8.");
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'1|One.\n\nTwo.\n', Line 3 of metadata.csv is not id|text.",
        "'1|One.\n1|Two.\n', Line 2 of metadata.csv repeats an id: 1.",
    })
    void refusesMetadataThatItCannotFollowBeforeItUploadsAnything(String metadata, String sentence) throws IOException {
        Files.writeString(folder.resolve("1.wav"), "sound");
        Files.writeString(folder.resolve("metadata.csv"), metadata.translateEscapes());

        assertThat(run(new ClipsAdd(printed.terminal()), "anna", folder.toString()))
                .isEqualTo(1);
        assertThat(printed.lines()).containsExactly("  refused  " + sentence);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void uploadsAZipAndSaysWhatWasRefused() throws IOException {
        var zip = Files.writeString(folder.resolve("clips.zip"), "PK");
        server.json(200, VOICE).json(207, """
                        {"added":2,"known":1,"refused":1,"seconds":6.5,"results":[
                          {"name":"1.wav","status":201,"clip":{}},
                          {"name":"2.wav","status":422,"problem":{"detail":"The recording is silent."}}]}""");

        var status = run(new ClipsAdd(printed.terminal()), "anna", zip.toString());

        assertThat(status).isEqualTo(1);
        assertThat(server.requests()).last().isEqualTo("POST /v1/voices/anna/uploads");
        assertThat(server.bodies().getLast()).contains("name=\"archive\"; filename=\"clips.zip\"");
        assertThat(printed.lines())
                .contains(
                        "2 added, 1 known already, 1 refused; 6.5 s of speech",
                        "  refused  2.wav: The recording is silent.");
    }

    @Test
    void uploadsALongRecordingWithItsLines() throws IOException {
        var recording = Files.writeString(folder.resolve("long.mp3"), "sound");
        Files.writeString(folder.resolve("long.txt"), "A line.\nAnother one.\n");
        server.json(200, VOICE).answer(422, "application/problem+json", """
                        {"detail":"None of the 1 clips could be taken.","results":[
                          {"name":"line 1","status":422,"problem":{"detail":"Too short."}}]}""");

        var status = run(new ClipsAdd(printed.terminal()), "anna", recording.toString(), "--long");

        assertThat(status).isEqualTo(1);
        assertThat(server.bodies().getLast()).contains("name=\"recording\"", "name=\"lines\"", "Another one.");
        assertThat(printed.lines()).contains("None of the 1 clips could be taken.", "  refused  line 1: Too short.");
    }

    @Test
    void findsTheLinesOfALongRecordingWhoseNameHasNoEnding() throws IOException {
        var recording = Files.writeString(folder.resolve("lecture"), "sound");
        Files.writeString(folder.resolve("lecture.txt"), "A line.\n");
        server.json(200, VOICE).json(201, "{\"added\":1,\"known\":0,\"refused\":0,\"seconds\":2.5,\"results\":[]}");

        var status = run(new ClipsAdd(printed.terminal()), "anna", recording.toString(), "--long");

        assertThat(status).isZero();
        assertThat(server.bodies().getLast()).contains("filename=\"lecture\"", "filename=\"lecture.txt\"", "A line.");
    }

    @Test
    void asksWhatAFileIsThatIsNoZip() throws IOException {
        var file = Files.writeString(folder.resolve("long.mp3"), "sound");

        assertThat(run(new ClipsAdd(printed.terminal()), "anna", file.toString()))
                .isEqualTo(2);
        assertThat(printed.text()).contains("--long");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void listsAllPagesOfClips() {
        server.json(200, "{\"clips\":[" + CLIP + "],\"next\":\"abc\"}")
                .json(200, "{\"clips\":[" + CLIP + "],\"next\":null}");

        run(new ClipsList(printed.terminal()), "anna");

        assertThat(server.requests())
                .containsExactly("GET /v1/voices/anna/clips", "GET /v1/voices/anna/clips?cursor=abc");
        assertThat(printed.lines()).hasSize(3);
        assertThat(printed.lines().get(1)).matches("5e2a9c4d +2.5 s +quarantined +warn +The boat turned\\.");
    }

    @Test
    void showsWhatWasMeasuredOfAClip() {
        server.json(200, "{\"clips\":[" + CLIP + "]}").json(200, CLIP);

        run(new ClipsShow(printed.terminal()), "anna", "5e2a");

        assertThat(server.requests()).last().asString().endsWith("/clips/5e2a9c4d-8b17-4f63-a05d-c3b2a1908f7e");
        assertThat(printed.text())
                .contains("The boat turned.", "In doubt: The words are unlikely.", "17.25 dB", "The room is noisy.");
    }

    @Test
    void correctsAcceptsAndDeletesAClip() {
        var id = "5e2a9c4d-8b17-4f63-a05d-c3b2a1908f7e";
        server.json(200, CLIP).json(200, CLIP).answer(204, "text/plain", "");

        run(new ClipsFix(printed.terminal()), "anna", id, "Other words.");
        run(new ClipsAccept(printed.terminal()), "anna", id);
        run(new ClipsRemove(printed.terminal()), "anna", id);

        assertThat(server.requests())
                .containsExactly(
                        "PATCH /v1/voices/anna/clips/" + id,
                        "POST /v1/voices/anna/clips/" + id + "/accept",
                        "DELETE /v1/voices/anna/clips/" + id);
        assertThat(server.bodies().getFirst()).isEqualTo("{\"text\":\"Other words.\"}");
    }

    private int run(Callable<Integer> command, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.add("--ingest");
        all.add(server.address());
        return new CommandLine(command).execute(all.toArray(String[]::new));
    }
}
