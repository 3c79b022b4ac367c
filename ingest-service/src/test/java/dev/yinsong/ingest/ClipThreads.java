package dev.yinsong.ingest;

import dev.yinsong.ingest.pool.ClipPool;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.concurrent.CountDownLatch;

/** The threads that work on clips, kept from doing so for the time of a test. */
@Singleton
public class ClipThreads {

    private final ClipPool pool;
    private final Vertx vertx;
    private final MeterRegistry metrics;
    private final int threads;

    ClipThreads(ClipPool pool, Vertx vertx, MeterRegistry metrics, IngestConfig config) {
        this.pool = pool;
        this.vertx = vertx;
        this.metrics = metrics;
        this.threads = config.pool().threads();
    }

    /** Keeps all of them busy until it is closed. */
    public Held hold() throws InterruptedException {
        var busy = new CountDownLatch(threads);
        var release = new CountDownLatch(1);
        vertx.runOnContext(_ -> {
            for (int i = 0; i < threads; i++) {
                pool.compute(() -> {
                            busy.countDown();
                            release.await();
                            return true;
                        })
                        .subscribe()
                        .with(_ -> {});
            }
        });
        busy.await();
        return release::countDown;
    }

    /** How many clips wait for one of them. */
    public int waiting() {
        return (int) metrics.get("yinsong.ingest.waiting.clips").gauge().value();
    }

    /** All threads are busy until it is closed. */
    public interface Held extends AutoCloseable {
        @Override
        void close();
    }
}
