package dev.yinsong.trainer.run;

import dev.yinsong.common.blob.BlobCorrupt;
import dev.yinsong.common.blob.BlobMissing;
import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.blob.Blobs;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The blob store for one run's work: while it can't be reached, the run waits, for hours of training are not to be lost
 * to it. For the training thread only.
 */
final class RunBlobs {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Blobs blobs;
    private final Rest rest;
    private final Consumer<BlobRef> noted;

    /**
     * A store for one run.
     *
     * @param rest waits a while, or ends the run's work: {@link Pieces#rest}
     * @param noted is told of each blob before it is stored and after: whether anybody will need it is seen at the run's end
     */
    RunBlobs(Blobs blobs, Rest rest, Consumer<BlobRef> noted) {
        this.blobs = blobs;
        this.rest = rest;
        this.noted = noted;
    }

    /**
     * A local file with a blob's bytes.
     *
     * @throws BlobMissing when the store has no such blob
     * @throws BlobCorrupt when it has other bytes under that name
     * @throws Interrupted when the run is to end before the store is back
     */
    Path fetch(BlobRef blob) {
        return outlasting(() -> blobs.fetch(blob));
    }

    /** Stores a copy of a file; throws {@link Interrupted} as {@link #fetch} does. */
    BlobRef put(Path file) {
        noted.accept(blobs.locate(file)); // a process may die as soon as it is stored
        return note(outlasting(() -> blobs.put(file)));
    }

    /** Stores some bytes; throws {@link Interrupted} as {@link #fetch} does. */
    BlobRef put(byte[] content) {
        noted.accept(blobs.locate(content));
        return note(outlasting(() -> blobs.put(content)));
    }

    private BlobRef note(BlobRef blob) {
        noted.accept(blob);
        return blob;
    }

    private <T> T outlasting(Supplier<T> work) {
        for (var pause = FIRST_PAUSE; ; pause = longer(pause)) {
            try {
                return work.get();
            } catch (BlobMissing | BlobCorrupt wrong) {
                throw wrong;
            } catch (UncheckedIOException away) {
                rest.take(pause, "the blob store is away: " + away.getMessage());
            }
        }
    }

    /** Waits for something that is away. */
    interface Rest {
        void take(Duration pause, String why);
    }

    private static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
