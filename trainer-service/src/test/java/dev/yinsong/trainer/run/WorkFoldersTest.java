package dev.yinsong.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.trainer.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
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

    @Test
    void goesOnInAnotherFolderWhenItsOwnWasTidiedAway() throws IOException {
        var folders = folders();
        WorkFolders.delete(folders.fresh().getParent());

        var folder = folders.fresh();

        assertThat(folder).isEmptyDirectory();
        assertThat(folder.resolveSibling(".lock")).exists();
        folders.close();
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void leavesAFolderToItsProcessAlthoughItsLockWasTidiedAway() throws IOException {
        var others = folders().fresh();
        Files.delete(others.resolveSibling(".lock"));

        folders().fresh();

        assertThat(others).isEmptyDirectory();
    }

    @Test
    void deletesAFolderWithoutALockThatNobodyHasUsedForLong() throws IOException {
        var left = Files.createDirectories(work.resolve("process-of-old"));
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

        folders().fresh();

        assertThat(left).doesNotExist();
    }

    @Test
    void looksUsedEachTimeThatAFolderIsAskedFor() throws IOException {
        var folders = folders();
        var lock = folders.fresh().resolveSibling(".lock");
        var yesterday = Instant.now().minus(Duration.ofDays(1));
        Files.setLastModifiedTime(lock, FileTime.from(yesterday));

        folders.fresh();

        assertThat(Files.getLastModifiedTime(lock).toInstant()).isAfter(yesterday.plus(Duration.ofHours(1)));
    }

    @Test
    void worksBesideALeftoverThatCannotBeLookedAt() throws IOException {
        var strange = Files.createDirectories(work.resolve("process-of-another/.lock")); // no file to lock

        assertThat(folders().fresh()).isEmptyDirectory();

        assertThat(strange).exists();
    }

    private WorkFolders folders() {
        return new WorkFolders(Settings.of(Map.of("yinsong.work", work.toString())));
    }
}
