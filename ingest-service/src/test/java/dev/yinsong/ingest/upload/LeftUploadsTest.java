package dev.yinsong.ingest.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.StartupEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftUploadsTest {

    private static final FileTime LONG_AGO = FileTime.from(Instant.now().minus(Duration.ofHours(25)));

    @TempDir
    Path temporary;

    @Test
    void deletesWhatKilledProcessesLeftAndNothingElse() throws IOException {
        var forms = Files.createDirectory(temporary.resolve("uploads"));
        var leftFile = old(Files.createFile(forms.resolve("resteasy-reactive123upload")));
        var leftFolder = Files.createDirectory(temporary.resolve("yinsong-upload-1"));
        old(Files.createFile(leftFolder.resolve("1.wav")));
        old(leftFolder);
        var others = old(Files.createDirectory(temporary.resolve("somebody-elses")));
        var busyFile = Files.createFile(forms.resolve("resteasy-reactive456upload"));
        var busyFolder = Files.createDirectory(temporary.resolve("yinsong-upload-2"));
        Files.createFile(busyFolder.resolve("1.wav"));
        old(busyFolder);

        new LeftUploads(temporary, forms).start(new StartupEvent());

        assertThat(leftFile).doesNotExist();
        assertThat(leftFolder).doesNotExist();
        assertThat(others).exists();
        assertThat(busyFile).exists();
        assertThat(busyFolder).exists();
    }

    @Test
    void deletesTheOthersWhereOneCannotBeLookedAt() throws IOException {
        for (int i = 0; i < 10; i++) { // in whatever order the folder lists them
            old(Files.createDirectory(temporary.resolve("yinsong-upload-" + i)));
            Files.createSymbolicLink(temporary.resolve("yinsong-upload-nowhere-" + i), temporary.resolve("absent"));
        }

        new LeftUploads(temporary, temporary.resolve("uploads")).start(new StartupEvent());

        assertThat(temporary).isDirectoryNotContaining(Files::isDirectory);
    }

    @Test
    void bearsThatNoFormWasEverRead() {
        new LeftUploads(temporary, temporary.resolve("uploads")).start(new StartupEvent());

        assertThat(temporary).isEmptyDirectory();
    }

    private static Path old(Path file) throws IOException {
        return Files.setLastModifiedTime(file, LONG_AGO);
    }
}
