package dev.yinsong.synth.speech;

import java.time.Duration;

/**
 * When a request must be answered in full. It counts from the request's arrival, so waiting in the line is part of it.
 *
 * @param length the whole time that the request has
 * @param end by {@link System#nanoTime()}
 */
record Deadline(Duration length, long end) {

    /** A deadline so long after now. */
    static Deadline after(Duration length) {
        return new Deadline(length, System.nanoTime() + length.toNanos());
    }

    boolean passed() {
        return left().isZero();
    }

    /** How long ago the request came, as far as it is within its time. */
    Duration elapsed() {
        return length.minus(left());
    }

    /** What is left of the time; zero when it has passed. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }
}
