package dev.yinsong.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {

    private final AtomicLong clock = new AtomicLong();
    private final TokenBuckets buckets = new TokenBuckets(clock::get);

    @Test
    void givesTenSecondsWorthAtOnceAndThenOneAfterTheOther() {
        for (int i = 0; i < 10; i++) {
            assertThat(buckets.take("a", 60)).isEmpty();
        }

        assertThat(buckets.take("a", 60)).contains(Duration.ofSeconds(1));

        pass(Duration.ofMillis(999));
        assertThat(buckets.take("a", 60)).isPresent();
        pass(Duration.ofMillis(2));
        assertThat(buckets.take("a", 60)).isEmpty();
        assertThat(buckets.take("a", 60)).isPresent();
    }

    @Test
    void keepsCallersApart() {
        assertThat(buckets.take("a", 1)).isEmpty();
        assertThat(buckets.take("a", 1)).contains(Duration.ofMinutes(1));

        assertThat(buckets.take("b", 1)).isEmpty();
    }

    @Test
    void savesNoMoreThanTenSecondsWorth() {
        assertThat(buckets.take("a", 60)).isEmpty();
        pass(Duration.ofHours(1));

        int taken = 0;
        while (buckets.take("a", 60).isEmpty()) {
            taken++;
        }

        assertThat(taken).isEqualTo(10);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
