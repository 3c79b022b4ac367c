package dev.yinsong.trainer.run;

import dev.yinsong.common.problem.Problem;

/** What was sent is no voice of this base model. */
class ImportRefused extends Problem {

    private static final long serialVersionUID = 1;

    ImportRefused(String reason) {
        super("import-refused", "Import refused", 422, "The voice can't be taken over: " + reason);
    }
}
