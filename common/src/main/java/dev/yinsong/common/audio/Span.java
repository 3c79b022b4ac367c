package dev.yinsong.common.audio;

/**
 * A stretch of a recording.
 *
 * @param from in seconds from the recording's start
 * @param to in seconds from the recording's start
 */
public record Span(double from, double to) {

    public Span {
        if (!(from >= 0 && to >= from)) {
            throw new IllegalArgumentException("a span goes from 0 or later to its end, was " + from + " to " + to);
        }
    }

    /** How long it is, in seconds. */
    public double seconds() {
        return to - from;
    }
}
