package dev.yinsong.trainer.run;

import dev.yinsong.common.problem.Problem;
import dev.yinsong.trainer.dataset.Split;

/** A voice has too few clips to learn from some and be judged by others. */
class TooFewClips extends Problem {

    private static final long serialVersionUID = 1;

    private TooFewClips(String voice, int clips) {
        super("too-few-clips", "Too few clips", 409, reason(voice, clips));
    }

    static String reason(String voice, int clips) {
        return "Voice " + voice + " has " + clips + " clips; a run needs at least " + Split.LEAST + ".";
    }

    static void refuse(String voice, int clips) {
        if (clips < Split.LEAST) {
            throw new TooFewClips(voice, clips);
        }
    }
}
