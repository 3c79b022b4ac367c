package dev.yinsong.access;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A bucket of tokens for each caller, refilled steadily: a request takes one. Ten seconds' worth may come at once.
 * Thread-safe; full buckets of callers that are not heard of are forgotten.
 */
final class TokenBuckets {

    private static final double NANOS_A_MINUTE = 60e9;
    private static final int MANY = 10_000;

    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>();

    TokenBuckets(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Takes a token.
     *
     * @param perMinute how many come back in a minute
     * @return empty when there was one, else how long until there is
     */
    synchronized Optional<Duration> take(String caller, int perMinute) {
        long now = nanoTime.getAsLong();
        var bucket = buckets.remove(caller); // and put back last: the first are those that were idle longest
        if (bucket == null) {
            bucket = new Bucket(capacity(perMinute), now);
            forgetIdle(now);
        }
        buckets.put(caller, bucket);
        return bucket.take(now, perMinute);
    }

    private static double capacity(int perMinute) {
        return Math.max(1, perMinute / 6.0);
    }

    /** Who was silent for a minute has a full bucket again, as a stranger has. */
    private void forgetIdle(long now) {
        Iterator<Bucket> oldest = buckets.values().iterator();
        while (buckets.size() >= MANY && oldest.hasNext() && now - oldest.next().at > NANOS_A_MINUTE) {
            oldest.remove();
        }
    }

    /** What one caller may still send. */
    private static final class Bucket {

        private double tokens;
        private long at;

        Bucket(double tokens, long at) {
            this.tokens = tokens;
            this.at = at;
        }

        Optional<Duration> take(long now, int perMinute) {
            tokens = Math.min(capacity(perMinute), tokens + (now - at) * perMinute / NANOS_A_MINUTE);
            at = now;
            if (tokens < 1) {
                return Optional.of(Duration.ofNanos((long) Math.ceil((1 - tokens) * NANOS_A_MINUTE / perMinute)));
            }
            tokens--;
            return Optional.empty();
        }
    }
}
