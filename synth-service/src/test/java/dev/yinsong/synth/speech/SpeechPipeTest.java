package dev.yinsong.synth.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SpeechPipeTest {

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger hungUp = new AtomicInteger();

    @Test
    void bytesArriveInOrderAndTheEndAfterThem() {
        var pipe = pipe(100, Duration.ofMinutes(1));
        pipe.put(new byte[] {1});
        var client = pipe.body().subscribe().withSubscriber(AssertSubscriber.create(10));
        pipe.put(new byte[] {2});
        pipe.end();

        client.awaitCompletion();
        assertThat(client.getItems()).containsExactly(new byte[] {1}, new byte[] {2});
        assertThat(begun).hasValue(1);
        assertThat(hungUp).hasValue(0);
    }

    @Test
    void whoPutsInWaitsForAClientThatIsSlow() {
        var pipe = pipe(2, Duration.ofMinutes(1));
        var client = pipe.body().subscribe().withSubscriber(AssertSubscriber.create(0));
        var putting = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 3; i++) {
                pipe.put(new byte[2]);
            }
        });
        await().until(() -> begun.get() == 1);
        assertThat(putting).isNotDone();

        client.request(2);

        assertThat(putting).succeedsWithin(Duration.ofSeconds(10));
        assertThat(client.getItems()).hasSize(2);
    }

    @Test
    void aChunkLargerThanThePipePassesToo() {
        var pipe = pipe(2, Duration.ofMinutes(1));
        var client = pipe.body().subscribe().withSubscriber(AssertSubscriber.create(10));

        pipe.put(new byte[50]);
        pipe.put(new byte[50]);

        assertThat(client.getItems()).hasSize(2);
    }

    @Test
    void aClientThatHangsUpFreesWhoWaits() {
        var pipe = pipe(1, Duration.ofMinutes(1));
        var client = pipe.body().subscribe().withSubscriber(AssertSubscriber.create(0));
        var putting = CompletableFuture.runAsync(() -> {
            pipe.put(new byte[1]);
            pipe.put(new byte[1]);
        });
        await().until(() -> begun.get() == 1);

        client.cancel();

        assertThat(putting)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(CancellationException.class);
        assertThat(hungUp).hasValue(1);
    }

    @Test
    void aClientThatTakesNothingIsWaitedForUntilTheDeadline() {
        var pipe = pipe(1, Duration.ofMillis(50));
        pipe.put(new byte[1]);

        assertThatThrownBy(() -> pipe.put(new byte[1])).isInstanceOf(DeadlinePassed.class);
    }

    @Test
    void theLastBytesNeedNoRoom() {
        var pipe = pipe(1, Duration.ZERO);
        pipe.put(new byte[1]);
        var client = pipe.body().subscribe().withSubscriber(AssertSubscriber.create(0));

        pipe.end(new byte[] {9, 9});

        client.request(2).awaitCompletion();
        assertThat(client.getItems()).endsWith(new byte[] {9, 9});
    }

    @Test
    void aFailureReachesTheClientAfterWhatWasPutIn() {
        var pipe = pipe(10, Duration.ofMinutes(1));
        var client = pipe.body().subscribe().withSubscriber(AssertSubscriber.create(10));
        pipe.put(new byte[1]);

        pipe.fail(new IllegalStateException("no voice left"));

        client.awaitFailure().assertFailedWith(IllegalStateException.class, "no voice left");
        assertThat(client.getItems()).hasSize(1);
    }

    private SpeechPipe pipe(int capacity, Duration time) {
        return new SpeechPipe(capacity, Deadline.after(time)).on(begun::incrementAndGet, hungUp::incrementAndGet);
    }
}
