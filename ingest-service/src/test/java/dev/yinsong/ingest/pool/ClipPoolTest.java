package dev.yinsong.ingest.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yinsong.ingest.IngestConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClipPoolTest {

    private final Vertx vertx = Vertx.vertx();
    private final ClipPool pool = new ClipPool(
            new SmallRyeConfigBuilder()
                    .addDiscoveredConverters()
                    .withMapping(IngestConfig.class)
                    .withDefaultValues(Map.of("yinsong.ingest.pool.threads", "1", "yinsong.ingest.pool.queue", "1"))
                    .build()
                    .getConfigMapping(IngestConfig.class),
            new SimpleMeterRegistry());

    @AfterEach
    void close() {
        pool.stop();
        vertx.close();
    }

    @Test
    void worksOnANamedThreadAndGoesOnWhereTheCallerWas() {
        var worked = new CompletableFuture<String>();
        var went = new CompletableFuture<Boolean>();
        var caller = vertx.getOrCreateContext();

        caller.runOnContext(
                _ -> pool.compute(() -> worked.complete(Thread.currentThread().getName()))
                        .subscribe()
                        .with(_ -> went.complete(Vertx.currentContext() == caller)));

        assertThat(worked.join()).startsWith("clip-");
        assertThat(went.join()).isTrue();
    }

    @Test
    void tellsCallersToComeBackWhenItsQueueIsFull() throws InterruptedException {
        var started = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var working = compute(() -> {
            started.countDown();
            go.await();
            return "first";
        });
        started.await();
        var waiting = compute(() -> "second");

        var refused = compute(() -> "third");

        assertThatThrownBy(refused::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(TooBusy.class, busy -> {
                    assertThat(busy.details().status()).isEqualTo(429);
                    assertThat(busy.headers()).containsEntry("Retry-After", "2");
                });
        go.countDown();
        assertThat(working.join()).isEqualTo("first");
        assertThat(waiting.join()).isEqualTo("second");
    }

    private <T> CompletableFuture<T> compute(Callable<T> work) {
        var result = new CompletableFuture<T>();
        var submitted = new CountDownLatch(1);
        vertx.getOrCreateContext().runOnContext(_ -> {
            pool.compute(work).subscribe().with(result::complete, result::completeExceptionally);
            submitted.countDown();
        });
        try {
            submitted.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return result.orTimeout(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS);
    }
}
