package dev.yinsong.cli.clip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.cli.client.Http;
import dev.yinsong.cli.client.IngestClient;
import dev.yinsong.cli.client.StubServer;
import dev.yinsong.cli.terminal.Printed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadsTest {

    @TempDir
    private Path folder = Path.of("");

    private final Printed printed = new Printed(false);

    @AutoClose
    private final StubServer server = new StubServer();

    @Test
    void refusesAFileThatIsGoneAndUploadsTheOthers() throws IOException {
        server.json(201, "{\"id\":\"c2\",\"seconds\":2.5}");
        var gone = new LocalClip(folder.resolve("1.wav"), "One.");
        var there = new LocalClip(Files.writeString(folder.resolve("2.wav"), "sound"), "Two.");

        var outcome = new Uploads(printed.terminal(), new IngestClient(new Http(), server.address()))
                .uploadClips("anna", List.of(gone, there));

        assertThat(outcome)
                .isEqualTo(new Uploads.Outcome(1, 0, 2.5, List.of("1.wav: The file is gone, or you may not read it.")));
        assertThat(server.bodies()).singleElement().asString().contains("2.wav", "Two.");
    }
}
