package dev.yinsong.ingest.clip;

import dev.yinsong.common.problem.Problem;
import java.util.UUID;

/** The voice has no clip with this id. */
class ClipNotFound extends Problem {

    private static final long serialVersionUID = 1;

    ClipNotFound(String voice, UUID id) {
        super("clip-not-found", "Clip not found", 404, "The voice " + voice + " has no clip " + id + ".");
    }
}
