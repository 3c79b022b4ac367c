package dev.yinsong.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.trainer.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFoldersTest {

    @TempDir
    Path work;

    @Test
    void deletesWhatAProcessLeftThatIsNoMore() throws IOException {
        var left = Files.createDirectories(work.resolve("process-of-old/run-1"));
        Files.writeString(work.resolve("process-of-old/.lock"), "");
        Files.writeString(left.resolve("state.safetensors"), "large");

        folders().fresh();

        assertThat(work.resolve("process-of-old")).doesNotExist();
    }

    @Test
    void leavesOthersTheirFoldersAndTidiesItsOwnUp() throws IOException {
        var other = folders();
        var others = other.fresh();
        var own = folders();

        var folder = own.fresh();

        assertThat(others).isEmptyDirectory();
        assertThat(folder).isEmptyDirectory().isNotEqualTo(others);
        own.close();
        assertThat(folder).doesNotExist();
        assertThat(others).isEmptyDirectory();
        other.close();
        assertThat(work).isEmptyDirectory();
    }

    private WorkFolders folders() {
        return new WorkFolders(Settings.of(Map.of("yinsong.work", work.toString())));
    }
}
