package dev.yinsong.common.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchedBlobsTest {

    private static final Duration LATELY = Duration.ofMinutes(50);
    private static final Duration EARLIER = Duration.ofHours(3);
    private static final Duration LONG_AGO = Duration.ofHours(25);

    @TempDir
    Path folder;

    @Test
    void letsGoOfWhatNobodyAskedForInADay() throws IOException {
        var old = copy("old", LONG_AGO);
        var younger = copy("younger", EARLIER);

        new FetchedBlobs(folder, 1000).tidy();

        assertThat(old).doesNotExist();
        assertThat(younger).exists();
    }

    @Test
    void letsGoOfWhatWasNotAskedForLongestWhenAllIsTooLarge() throws IOException {
        var first = copy("12345", EARLIER.plusHours(2));
        var second = copy("1234", EARLIER.plusHours(1));
        var third = copy("123456", EARLIER);

        new FetchedBlobs(folder, 10).tidy();

        assertThat(first).doesNotExist();
        assertThat(second).exists();
        assertThat(third).exists();
    }

    @Test
    void keepsWhatMayBeInUseHoweverLargeAllIs() throws IOException {
        var used = copy("used by somebody", LATELY);

        new FetchedBlobs(folder, 1).tidy();

        assertThat(used).exists();
    }

    @Test
    void countsABlobAsUsedWhenItIsAskedFor() throws IOException {
        var copy = copy("asked for", LONG_AGO);
        var fetched = new FetchedBlobs(folder, 1);

        assertThat(fetched.find(blob("asked for"))).hasValue(copy);
        fetched.tidy();

        assertThat(copy).exists();
    }

    @Test
    void takesADamagedCopyForNone() throws IOException {
        var copy = copy("original", LATELY);
        Files.write(copy, BlobsTest.bytes("0riginal"));

        assertThat(new FetchedBlobs(folder, 1000).find(blob("original"))).isEmpty();
    }

    private Path copy(String content, Duration unused) throws IOException {
        var bytes = BlobsTest.bytes(content);
        var copy = new FetchedBlobs(folder, 1000).add(blob(content), file -> Files.write(file, bytes));
        return Files.setLastModifiedTime(copy, FileTime.from(Instant.now().minus(unused)));
    }

    private static BlobRef blob(String content) {
        var digest = Digest.of(BlobsTest.bytes(content));
        return new BlobRef(URI.create("s3://somewhere/" + digest.sha256()), digest.sha256(), digest.bytes());
    }
}
