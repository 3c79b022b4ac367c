package dev.yinsong.ingest.clip;

import dev.yinsong.common.problem.Problem;
import java.util.UUID;

/** A clip was taken in before uploads were kept. */
class OriginalNotKept extends Problem {

    private static final long serialVersionUID = 1;

    OriginalNotKept(UUID clip) {
        super(
                "original-not-kept",
                "Original not kept",
                404,
                "The upload of clip " + clip + " was not kept: it is older than that. Its audio is there.");
    }
}
