package dev.yinsong.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yinsong.embedded.Ports;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientsTest {

    @TempDir
    private Path folder = Path.of("");

    @AutoClose
    private final StubServer server = new StubServer();

    @Test
    void uploadsAClipAsAFormWithItsAudioAndText() throws IOException {
        server.json(201, "{\"id\":\"c1\",\"seconds\":2.5}");
        var audio = Files.writeString(folder.resolve("001.wav"), "sound");

        var clip = new IngestClient(new Http(), server.address()).add("anna", audio, "Grüß Gott.");

        assertThat(clip).isEqualTo(new ClipAdded("c1", 2.5, false));
        assertThat(server.requests()).containsExactly("POST /v1/voices/anna/clips");
        assertThat(server.bodies().getFirst())
                .contains("name=\"audio\"; filename=\"001.wav\"", "\r\n\r\nsound\r\n", "\r\n\r\nGrüß Gott.\r\n");
    }

    @Test
    void tellsAClipThatWasThereBefore() throws IOException {
        server.json(200, "{\"id\":\"c1\",\"seconds\":2.5}");
        var audio = Files.writeString(folder.resolve("001.wav"), "sound");

        assertThat(new IngestClient(new Http(), server.address())
                        .add("anna", audio, "x")
                        .known())
                .isTrue();
    }

    @Test
    void passesOnTheSentenceOfAProblem() {
        server.answer(
                422,
                "application/problem+json",
                "{\"title\":\"Audio refused\",\"detail\":\"The recording is silent.\"}");
        server.json(404, "{\"error\":{\"message\":\"There is no voice bob.\"}}");

        assertThatThrownBy(() -> new IngestClient(new Http(), server.address()).create("anna", "en"))
                .isInstanceOf(Refused.class)
                .hasMessage("The recording is silent.");
        assertThatThrownBy(() -> new SynthClient(new Http(), server.address())
                        .speak("bob", "Hello.", "wav", OptionalLong.empty()))
                .isInstanceOf(Refused.class)
                .hasMessage("There is no voice bob.");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void asksAServiceAgainThatIsBusyOrAwayForNow(int status) {
        server.json(status, "{}").json(200, "{\"voices\":[{\"id\":\"anna\",\"name\":\"anna\",\"version\":3}]}");

        var voices = new SynthClient(new Http(), server.address()).voices();

        assertThat(voices).containsExactly(SynthClient.SpeakingVoice.trained("anna", 3));
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void tellsTheImpatientAtOnceThatAServiceIsAway() {
        server.json(503, "{\"detail\":\"The store is away.\"}");

        assertThatThrownBy(() -> new SynthClient(Http.impatient(), server.address()).voices())
                .isInstanceOf(Refused.class)
                .hasMessage("The store is away.");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void blamesAFileThatVanishesWhileItIsSentAndNotTheConnection() throws IOException {
        var audio = Files.writeString(folder.resolve("001.wav"), "sound");
        var form = new Multipart().file("audio", audio);
        Files.delete(audio);

        assertThatThrownBy(() -> new Http().post(URI.create(server.address()), form.contentType(), form.body()))
                .isInstanceOf(UnreadableFile.class)
                .hasMessageContaining(audio.toString());
    }

    @Test
    void waitsForTheAnswerToALargeUploadAsLongAsASlowLineTakes() throws IOException {
        var archive = folder.resolve("clips.zip");
        try (var sparse = new RandomAccessFile(archive.toFile(), "rw")) {
            sparse.setLength(512L << 20);
        }
        var request = HttpRequest.newBuilder(URI.create(server.address()));

        assertThat(Http.patience(request.GET().build())).isEqualTo(Duration.ofMinutes(5));
        assertThat(Http.patience(
                        request.POST(new Multipart().file("archive", archive).body())
                                .build()))
                .isGreaterThan(Duration.ofHours(2)); // at half a megabit a second
    }

    @Test
    void saysWhatToStartWhenNobodyAnswers() {
        var nobody = "http://127.0.0.1:" + Ports.free();

        assertThatThrownBy(() -> new IngestClient(new Http(), nobody).voices())
                .isInstanceOf(Unreachable.class)
                .hasMessage("Nothing answers at " + nobody + ". Is Yinsong running? Start it with: ./yinsong up");
    }

    @Test
    void asksForTheBaseWithTheSameSeed() {
        server.answer(200, "audio/wav", "RIFF");

        var spoken =
                new SynthClient(new Http(), server.address()).speakUntuned("anna", "Hello.", "wav", OptionalLong.of(7));

        assertThat(spoken.version()).isEqualTo("3");
        assertThat(server.bodies())
                .containsExactly(
                        "{\"voice\":\"anna\",\"input\":\"Hello.\",\"response_format\":\"wav\",\"stream\":false,"
                                + "\"seed\":7,\"adapter\":false}");
    }

    @Test
    void followsARunAcrossABrokenConnectionWithoutRepeating() throws InterruptedException {
        server.answer(200, "text/event-stream", event(1, "started") + event(2, "progressed"))
                .json(200, "{\"id\":\"r1\",\"state\":\"running\"}")
                .answer(200, "text/event-stream", event(2, "progressed") + event(3, "published"))
                .json(
                        200,
                        "{\"id\":\"r1\",\"state\":\"published\",\"version\":4,\"stopReason\":\"patience\","
                                + "\"heldOutLosses\":{\"start\":{\"llmNats\":3.5},\"end\":{\"llmNats\":1.25,\"flow\":0.5}}}");
        var kinds = new ArrayList<String>();

        var run = new TrainerClient(new Http(), server.address()).follow("r1", 3, event -> kinds.add(event.kind()));

        assertThat(kinds).containsExactly("started", "progressed", "published");
        assertThat(server.requests())
                .containsExactly(
                        "GET /v1/runs/r1/events after 0",
                        "GET /v1/runs/r1",
                        "GET /v1/runs/r1/events after 2",
                        "GET /v1/runs/r1");
        assertThat(run.version()).hasValue(4);
        assertThat(run.reason()).isEqualTo("patience");
        assertThat(run.heldOutEnd()).isEqualTo(new Losses(1.25, 0.5));
        assertThat(run.heldOutStart().flow()).isNaN();
    }

    @Test
    void followsARunAlthoughItsServiceIsBusyOrInTroubleMeanwhile() throws InterruptedException {
        server.json(503, "{}")
                .json(429, "{}")
                .answer(200, "text/event-stream", event(1, "published"))
                .json(500, "{}")
                .answer(200, "text/event-stream", event(1, "published"))
                .json(200, "{\"id\":\"r1\",\"state\":\"published\"}");
        var kinds = new ArrayList<String>();

        var run = new TrainerClient(new Http(), server.address()).follow("r1", 3, event -> kinds.add(event.kind()));

        assertThat(run.state()).isEqualTo("published");
        assertThat(kinds).containsExactly("published");
    }

    @Test
    void followsNoRunThatIsNotThere() {
        server.json(404, "{\"detail\":\"There is no run r1.\"}");

        assertThatThrownBy(() -> new TrainerClient(new Http(), server.address()).follow("r1", 3, _ -> {}))
                .isInstanceOf(Refused.class)
                .hasMessage("There is no run r1.");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void sendsItsKeyWithEveryRequestAndNothingWithoutOne() {
        server.json(200, "{\"voices\":[]}").json(200, "{\"voices\":[]}");

        new IngestClient(new Http(Optional.of("yk_1")), server.address()).voices();
        new IngestClient(new Http(Optional.empty()), server.address()).voices();

        assertThat(server.authorizations()).containsExactly("Bearer yk_1", "");
    }

    private static String event(long number, String kind) {
        return "id: " + number + "\nevent: " + kind + "\ndata: {\"number\":" + number + ",\"kind\":\"" + kind
                + "\",\"at\":\"2026-11-27T10:00:00Z\",\"step\":1,\"steps\":10}\n\n";
    }
}
