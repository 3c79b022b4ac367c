package dev.yinsong.ingest.pool;

import dev.yinsong.common.problem.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** As many clips wait as may. */
public class TooBusy extends Problem {

    private static final long serialVersionUID = 1;

    TooBusy(Duration retryAfter) {
        super(
                new Details(
                        URI.create("urn:problem:too-busy"),
                        "Too busy",
                        429,
                        "Too many clips are being worked on. Send this one again in " + retryAfter.toSeconds() + " s.",
                        Map.of()),
                retryAfter(retryAfter));
    }
}
