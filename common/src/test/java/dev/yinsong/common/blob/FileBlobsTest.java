package dev.yinsong.common.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlobsTest {

    @TempDir
    Path folder;

    @Test
    void detectsAndRepairsADamagedBlob() throws IOException {
        var blobs = new FileBlobs(folder);
        var blob = blobs.put(BlobsTest.bytes("original"));
        Files.write(folder.resolve(blob.path()), BlobsTest.bytes("0riginal"));

        assertThatThrownBy(() -> blobs.fetch(blob)).isInstanceOf(BlobCorrupt.class);
        blobs.put(BlobsTest.bytes("original"));

        assertThat(blobs.fetch(blob)).hasContent("original");
    }

    @Test
    void findsABlobThoughTheFolderWasMoved() throws IOException {
        var blob = new FileBlobs(folder.resolve("before")).put(BlobsTest.bytes("moved"));
        Files.move(folder.resolve("before"), folder.resolve("after"));

        assertThat(new FileBlobs(folder.resolve("after")).fetch(blob)).hasContent("moved");
    }

    @Test
    void neverReadsOutsideItsFolder() throws IOException {
        var secret = Files.write(folder.resolve("secret"), BlobsTest.bytes("secret"));
        var hash = Digest.of(secret);
        var blobs = new FileBlobs(folder.resolve("store"));
        var pointing = new BlobRef(secret.toUri(), hash.sha256(), hash.bytes());

        assertThatThrownBy(() -> blobs.fetch(pointing)).isInstanceOf(BlobMissing.class);
    }

    @Test
    void leavesNothingUnfinished() throws IOException {
        var blobs = new FileBlobs(folder);

        blobs.put(BlobsTest.bytes("done"));

        assertThat(folder.resolve("unfinished")).isEmptyDirectory();
    }

    @Test
    void deletesDraftsOfProcessesThatWereKilledAndNoOthers() throws IOException {
        var unfinished = Files.createDirectories(folder.resolve("unfinished"));
        var left = Files.createFile(unfinished.resolve("left"));
        var fresh = Files.createFile(unfinished.resolve("fresh"));
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(25))));

        new FileBlobs(folder);

        assertThat(left).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void isOpenedByPathOrUri() {
        assertThat(Blobs.open(folder.toString())).hasToString(folder.toUri().toString());
        assertThat(Blobs.open(folder.toUri().toString()))
                .hasToString(folder.toUri().toString());
        assertThatThrownBy(() -> Blobs.open("ftp://host/x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BlobRef(URI.create("file:/x"), "../../etc/passwd", 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
