package dev.yinsong.trainer.run;

import dev.yinsong.common.problem.Problem;

/** A run can't be cancelled any more. */
class RunEnded extends Problem {

    private static final long serialVersionUID = 1;

    RunEnded(RunRow run) {
        super(
                "run-ended",
                "Run ended",
                409,
                "Run " + run.id() + " is " + run.state().label() + " already and can't be cancelled.");
    }
}
