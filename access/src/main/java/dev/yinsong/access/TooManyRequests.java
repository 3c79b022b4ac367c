package dev.yinsong.access;

import dev.yinsong.common.problem.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** A caller sends more than may come from there. */
final class TooManyRequests extends Problem {

    private static final long serialVersionUID = 1;

    TooManyRequests(int perMinute, Duration wait) {
        super(
                new Details(
                        URI.create("urn:problem:too-many-requests"),
                        "Too many requests",
                        429,
                        "At most " + perMinute + " requests a minute are taken from here. Try again in "
                                + Math.max(1, wait.toSeconds()) + " s.",
                        Map.of()),
                retryAfter(wait));
    }
}
