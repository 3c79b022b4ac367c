package dev.yinsong.ingest.clip;

import dev.yinsong.common.problem.Problem;

/** With other words, a clip would be the same as another one. */
class ClipTwice extends Problem {

    private static final long serialVersionUID = 1;

    ClipTwice() {
        super(
                "clip-twice",
                "Clip twice",
                409,
                "The voice has a clip with this recording and these words already: delete this one instead.");
    }
}
