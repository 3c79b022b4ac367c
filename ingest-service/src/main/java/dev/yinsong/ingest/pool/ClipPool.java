package dev.yinsong.ingest.pool;

import dev.yinsong.ingest.IngestConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that work on clips: a few, with a bounded queue before them. */
@Singleton
public class ClipPool {

    private final ThreadPoolExecutor threads;
    private final Duration retryAfter;

    ClipPool(IngestConfig config, MeterRegistry metrics) {
        var pool = config.pool();
        this.retryAfter = pool.retryAfter();
        BlockingQueue<Runnable> queue =
                pool.queue() == 0 ? new SynchronousQueue<>() : new ArrayBlockingQueue<>(pool.queue());
        this.threads = new ThreadPoolExecutor(
                pool.threads(),
                pool.threads(),
                0,
                TimeUnit.SECONDS,
                queue,
                Thread.ofPlatform().name("clip-", 1).factory());
        Gauge.builder("yinsong.ingest.waiting.clips", queue, BlockingQueue::size)
                .description("Clips that wait for a thread")
                .register(metrics);
    }

    /**
     * Does some work on one of the threads, and goes on where the caller was.
     *
     * @return the work's result or failure, or {@link TooBusy} when the queue is full
     */
    public <T> Uni<T> compute(Callable<T> work) {
        var caller = Vertx.currentContext();
        var traced = Context.current().wrap(work);
        return Uni.createFrom()
                .item(Unchecked.supplier(traced::call))
                .runSubscriptionOn(threads)
                .onFailure(RejectedExecutionException.class)
                .transform(_ -> new TooBusy(retryAfter))
                .emitOn(next -> caller.runOnContext(_ -> next.run()));
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }
}
