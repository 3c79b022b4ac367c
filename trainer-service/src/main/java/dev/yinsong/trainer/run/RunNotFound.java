package dev.yinsong.trainer.run;

import dev.yinsong.common.problem.Problem;
import java.util.UUID;

/** No run has this id. */
class RunNotFound extends Problem {

    private static final long serialVersionUID = 1;

    RunNotFound(UUID id) {
        super("run-not-found", "Run not found", 404, "There is no run " + id + ".");
    }
}
