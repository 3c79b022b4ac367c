package dev.yinsong.trainer.checkpoint;

import dev.yinsong.common.problem.Problem;

/** A voice has no version of this number. */
class VersionNotFound extends Problem {

    private static final long serialVersionUID = 1;

    VersionNotFound(String voice, int number) {
        super(
                "version-not-found",
                "Version not found",
                404,
                "Voice " + voice + " has no version " + number + ". GET /v1/voices/" + voice
                        + "/versions lists those that it has.");
    }
}
