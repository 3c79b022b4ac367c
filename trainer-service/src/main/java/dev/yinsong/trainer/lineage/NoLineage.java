package dev.yinsong.trainer.lineage;

import dev.yinsong.common.problem.Problem;

/** There is no version to look back from. */
class NoLineage extends Problem {

    private static final long serialVersionUID = 1;

    NoLineage(String voice, int version) {
        super(
                "version-not-found",
                "Version not found",
                404,
                "Voice " + voice + " has no version " + version + ". GET /v1/voices/" + voice
                        + "/versions lists those that it has.");
    }
}
