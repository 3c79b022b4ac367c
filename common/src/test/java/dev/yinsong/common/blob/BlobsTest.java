package dev.yinsong.common.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store promises, on the folder store; {@link S3BlobsTest} runs the same on the bucket store. */
class BlobsTest {

    @TempDir
    Path folder;

    Blobs blobs;

    @BeforeEach
    void open() throws IOException {
        blobs = Blobs.open(folder.resolve("store").toUri().toString());
    }

    @Test
    void givesBackWhatWasPut() throws IOException {
        var content = bytes("a clip");

        var blob = blobs.put(content);

        assertThat(blob.bytes()).isEqualTo(6);
        assertThat(Files.readAllBytes(blobs.fetch(blob))).isEqualTo(content);
    }

    @Test
    void namesAFileAsItNamesItsBytes() throws IOException {
        var content = new byte[300_000];
        new Random(1).nextBytes(content);
        var file = Files.write(folder.resolve("clip.wav"), content);

        var ofFile = blobs.put(file);

        assertThat(ofFile).isEqualTo(blobs.put(content));
        assertThat(Files.readAllBytes(blobs.fetch(ofFile))).isEqualTo(content);
        assertThat(file).exists();
    }

    @Test
    void saysThatABlobIsMissing() {
        var blob = blobs.put(bytes("soon gone"));

        blobs.delete(blob);

        assertThatThrownBy(() -> blobs.fetch(blob))
                .isInstanceOf(BlobMissing.class)
                .hasMessageContaining(blob.sha256());
    }

    @Test
    void refusesARefWithAnotherSize() {
        var blob = blobs.put(bytes("six by"));
        var lying = new BlobRef(blob.uri(), blob.sha256(), 7);

        assertThatThrownBy(() -> blobs.fetch(lying)).isInstanceOf(BlobCorrupt.class);
    }

    @Test
    void tellsWhereABlobWouldLieBeforeItDoes() throws IOException {
        var content = bytes("not there yet");
        var file = Files.write(folder.resolve("content"), content);

        var located = blobs.locate(content);

        assertThat(blobs.locate(file)).isEqualTo(located);
        assertThatThrownBy(() -> blobs.fetch(located)).isInstanceOf(BlobMissing.class);
        assertThat(blobs.put(content)).isEqualTo(located);
    }

    @Test
    void canBeChecked() {
        blobs.check();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
