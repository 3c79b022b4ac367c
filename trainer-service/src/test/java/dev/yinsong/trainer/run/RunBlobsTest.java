package dev.yinsong.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yinsong.common.blob.BlobMissing;
import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.blob.Blobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunBlobsTest {

    @TempDir
    Path folder;

    private final List<Duration> rests = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final List<BlobRef> noted = new ArrayList<>();
    private FlakyBlobs store;
    private RunBlobs blobs;

    @BeforeEach
    void open() {
        store = new FlakyBlobs(Blobs.open(folder.toString()));
        blobs = new RunBlobs(
                store,
                (pause, why) -> {
                    told.add(why);
                    rests.add(pause);
                },
                noted::add);
    }

    @Test
    void waitsLongerAndLongerForAStoreThatIsAway() {
        store.refusals = 8;

        var blob = blobs.put(new byte[] {1, 2, 3});

        assertThat(blobs.fetch(blob)).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(told).allMatch(why -> why.contains("the store is on fire"));
        assertThat(rests).hasSize(8).isSorted().last().isEqualTo(Duration.ofSeconds(5));
        assertThat(noted).containsExactly(blob, blob);
    }

    @ParameterizedTest
    @MethodSource
    void waitsForHoursForWhatWillPass(IOException outage) {
        store.refusal = outage;
        store.refusals = 5000;

        blobs.put(new byte[] {1});

        assertThat(rests).hasSize(5000);
        assertThat(told).allMatch(why -> why.contains(outage.getMessage()));
    }

    static List<IOException> waitsForHoursForWhatWillPass() {
        return List.of(
                new ConnectException("Connection refused"),
                new FileSystemException("/blobs/ab", null, "No space left on device"));
    }

    @Test
    void givesUpAfterMinutesOfWhatMayNeverPassAndSaysWhy() {
        store.refusal = new AccessDeniedException("/blobs/ab");
        store.refusals = Integer.MAX_VALUE;

        assertThatThrownBy(() -> blobs.put(new byte[] {1}))
                .hasMessage("it can't be done")
                .hasCause(store.refusal);

        assertThat(rests.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
        assertThat(told)
                .allMatch(why -> why.endsWith("it can't be done: java.nio.file.AccessDeniedException: /blobs/ab"));
    }

    @Test
    void doesNotWaitForWhatIsNotThere() {
        var blob = store.put(new byte[] {1});
        store.delete(blob);

        assertThatThrownBy(() -> blobs.fetch(blob)).isInstanceOf(BlobMissing.class);
        assertThat(rests).isEmpty();
    }

    @Test
    void stopsWaitingWhenTheRunIsToEnd() {
        store.refusals = 1;
        var cancelled = new RunBlobs(
                store,
                (pause, why) -> {
                    throw new Interrupted(true);
                },
                noted::add);

        assertThatThrownBy(() -> cancelled.put(new byte[] {1})).isInstanceOf(Interrupted.class);
        assertThat(noted).containsExactly(store.locate(new byte[] {1})); // for the store may have it, in spite of all
    }

    /** A store that refuses so many calls. */
    private static final class FlakyBlobs implements Blobs {

        private final Blobs behind;
        private IOException refusal = new IOException("the store is on fire");
        private int refusals;

        FlakyBlobs(Blobs behind) {
            this.behind = behind;
        }

        private Blobs open() {
            if (refusals > 0) {
                refusals--;
                throw new UncheckedIOException("it can't be done", refusal);
            }
            return behind;
        }

        @Override
        public BlobRef locate(String sha256, long bytes) {
            return behind.locate(sha256, bytes);
        }

        @Override
        public BlobRef put(byte[] content) {
            return open().put(content);
        }

        @Override
        public BlobRef put(Path file) {
            return open().put(file);
        }

        @Override
        public Path fetch(BlobRef blob) {
            return open().fetch(blob);
        }

        @Override
        public void delete(BlobRef blob) {
            open().delete(blob);
        }

        @Override
        public void check() {
            open().check();
        }

        @Override
        public void close() {
            behind.close();
        }
    }
}
