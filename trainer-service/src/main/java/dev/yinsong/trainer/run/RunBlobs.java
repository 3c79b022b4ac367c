package dev.yinsong.trainer.run;

import dev.yinsong.common.blob.BlobCorrupt;
import dev.yinsong.common.blob.BlobMissing;
import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.blob.Blobs;
import dev.yinsong.common.problem.Outage;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The blob store for one run's work: while it can't be reached or is full, the run waits, for hours of training are not to
 * be lost to it. What may never pass, such as a refusal, it outlasts for some minutes. For the training thread only.
 */
final class RunBlobs {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** How long all pauses together may be for a failure that does not say that it passes. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** What a system says of a full disk, for which Java has no exception of its own. */
    private static final String FULL = "No space left on device";

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
     * @throws UncheckedIOException when the store fails for minutes, and not for being away or full
     */
    Path fetch(BlobRef blob) {
        return outlasting(() -> blobs.fetch(blob));
    }

    /** Stores a copy of a file; throws as {@link #fetch} does. */
    BlobRef put(Path file) {
        noted.accept(blobs.locate(file)); // a process may die as soon as it is stored
        return note(outlasting(() -> blobs.put(file)));
    }

    /** Stores some bytes; throws as {@link #fetch} does. */
    BlobRef put(byte[] content) {
        noted.accept(blobs.locate(content));
        return note(outlasting(() -> blobs.put(content)));
    }

    private BlobRef note(BlobRef blob) {
        noted.accept(blob);
        return blob;
    }

    private <T> T outlasting(Supplier<T> work) {
        var patience = PATIENCE;
        for (var pause = FIRST_PAUSE; ; pause = longer(pause)) {
            try {
                return work.get();
            } catch (BlobMissing | BlobCorrupt wrong) {
                throw wrong;
            } catch (UncheckedIOException failure) {
                var why = reason(failure);
                if (Outage.is(failure) || why.contains(FULL)) {
                    rest.take(pause, "the blob store is away: " + why);
                } else if (patience.isPositive()) {
                    rest.take(pause, "the blob store can't be used, which fails the run if it lasts: " + why);
                    patience = patience.minus(pause);
                } else {
                    throw failure;
                }
            }
        }
    }

    /** What went wrong, down to its first cause, which alone may say what there is to put right. */
    static String reason(UncheckedIOException failure) {
        Throwable first = failure;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            first = cause;
        }
        var said = String.valueOf(failure.getMessage());
        return said.contains(first.toString()) ? said : said + ": " + first;
    }

    /** Waits a while, and says why. */
    interface Rest {
        void take(Duration pause, String why);
    }

    private static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
