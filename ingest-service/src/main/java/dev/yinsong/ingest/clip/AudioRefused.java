package dev.yinsong.ingest.clip;

import dev.yinsong.common.problem.Problem;
import java.net.URI;
import java.util.Map;

/** A recording that a voice can't learn from. The member {@code reason} says in a word why. */
class AudioRefused extends Problem {

    private static final long serialVersionUID = 1;

    AudioRefused(String reason, String detail) {
        super(
                new Details(
                        URI.create("urn:problem:audio-refused"),
                        "Audio refused",
                        422,
                        detail,
                        Map.of("reason", reason)),
                Map.of());
    }
}
