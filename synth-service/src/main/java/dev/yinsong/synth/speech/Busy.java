package dev.yinsong.synth.speech;

import dev.yinsong.common.problem.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** As many requests wait as may. */
final class Busy extends Problem {

    Busy(Duration delay) {
        super(
                new Details(
                        URI.create("urn:problem:rate-limit-exceeded"),
                        "Busy",
                        429,
                        "More requests wait here than may. Try again in " + Math.max(1, delay.toSeconds()) + " s.",
                        Map.of()),
                retryAfter(delay));
    }
}
