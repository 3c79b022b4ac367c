package dev.yinsong.synth.speech;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import dev.yinsong.synth.TestConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpeechPoolTest {

    private final SpeechPool pool =
            new SpeechPool(TestConfig.with("threads", 1, "queue", 1), new SimpleMeterRegistry());
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger over = new AtomicInteger();

    @AfterEach
    void stop() throws InterruptedException {
        gate.countDown();
        pool.stop(new ShutdownEvent());
    }

    @Test
    void refusesWhatTheLineHasNoPlaceFor() {
        var running = submit();
        await().until(() -> pool.speaking() == 1);
        var waiting = submit();

        var refused = submit();

        assertThat(refused.awaitFailure().getFailure()).isInstanceOfSatisfying(Busy.class, busy -> {
            assertThat(busy.details().status()).isEqualTo(429);
            assertThat(Integer.parseInt(busy.headers().get("Retry-After"))).isPositive();
        });
        assertThat(over).hasValue(1);
        gate.countDown();
        assertThat(running.awaitItem().getItem()).isEqualTo("done");
        assertThat(waiting.awaitItem().getItem()).isEqualTo("done");
        await().untilAtomic(over, is(3));
    }

    @Test
    void whoLeavesTheLineMakesPlaceForAnother() {
        submit();
        await().until(() -> pool.speaking() == 1);
        var waiting = submit();

        waiting.cancel();
        assertThat(over).hasValue(1);
        var next = submit();

        gate.countDown();
        assertThat(next.awaitItem().getItem()).isEqualTo("done");
    }

    @Test
    void runningWorkHearsThatItIsUnwantedAndIsOverOnlyWhenItEnds() throws InterruptedException {
        var heard = new CountDownLatch(1);
        var running = pool.<String>run(
                        unwanted -> {
                            while (!unwanted.getAsBoolean()) {
                                Thread.onSpinWait();
                            }
                            assertThat(over).hasValue(0);
                            heard.countDown();
                            return "late";
                        },
                        over::incrementAndGet)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
        await().until(() -> pool.speaking() == 1);

        running.cancel();

        assertThat(heard.await(10, SECONDS)).isTrue();
        await().untilAtomic(over, is(1));
        running.assertNotTerminated();
    }

    @Test
    void failedWorkFailsAndIsOver() {
        var failed = pool.<String>run(
                        _ -> {
                            throw new IllegalStateException("no voice left");
                        },
                        over::incrementAndGet)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());

        assertThat(failed.awaitFailure().getFailure()).hasMessage("no voice left");
        await().untilAtomic(over, is(1));
    }

    @Test
    void stoppingEndsTheWorkAtItsNextStepAndWaitsForThat() throws InterruptedException {
        pool.<String>run(
                        unwanted -> {
                            while (!unwanted.getAsBoolean()) {
                                Thread.onSpinWait();
                            }
                            return "ended";
                        },
                        over::incrementAndGet)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
        await().until(() -> pool.speaking() == 1);

        pool.stop(new ShutdownEvent());

        assertThat(over).hasValue(1);
    }

    private UniAssertSubscriber<String> submit() {
        return pool.<String>run(
                        _ -> {
                            await().atMost(1, MINUTES).until(() -> gate.getCount() == 0);
                            return "done";
                        },
                        over::incrementAndGet)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }
}
