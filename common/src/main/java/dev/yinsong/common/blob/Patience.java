package dev.yinsong.common.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a store only as long as it gets on.
 *
 * <p>The store's client knows no time-out: of a service that takes connections and never answers, as one that is stopped
 * does, it would wait for good. So it works on threads of their own, and whoever waits gives up. A thread that was given
 * up ends when its connection does.
 */
final class Patience {

    private static final int CHUNK = 1 << 16; // bytes

    private final Duration limit;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("blob-store-", 0).factory());

    /** @param limit how long nothing may happen */
    Patience(Duration limit) {
        this.limit = limit;
    }

    /** Work that says whenever it has got on. */
    interface Task<T> {
        T run(Runnable gotOn) throws IOException;
    }

    /**
     * Does some work.
     *
     * @param what it is, for the message
     * @throws BlobsAway when nothing happened for too long
     * @throws RuntimeException whatever the work throws
     */
    <T> T wait(String what, Task<T> task) throws IOException {
        var latest = new AtomicLong(System.nanoTime());
        var work = threads.submit(() -> task.run(() -> latest.set(System.nanoTime())));
        while (true) {
            long left = limit.toNanos() - (System.nanoTime() - latest.get());
            try {
                return work.get(Math.max(1, left), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (left <= 0) {
                    throw new BlobsAway(what + ": no answer for " + limit.toSeconds() + " s", e);
                }
            } catch (ExecutionException e) {
                throw failure(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UncheckedIOException(new InterruptedIOException("interrupted: " + what));
            }
        }
    }

    private static IOException failure(@Nullable Throwable cause) {
        return switch (cause) {
            case RuntimeException unchecked -> throw unchecked;
            case Error error -> throw error;
            case IOException checked -> checked;
            case null, default -> new IOException(cause);
        };
    }

    /** Copies everything, and says after each chunk that it has got on. */
    static void copy(InputStream in, OutputStream out, Runnable gotOn) throws IOException {
        var chunk = new byte[CHUNK];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            out.write(chunk, 0, read);
            gotOn.run();
        }
    }

    /** Starts nothing more; whether all that was started is over. */
    boolean end() {
        threads.shutdown();
        try {
            return threads.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
