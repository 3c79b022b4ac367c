package dev.yinsong.trainer.checkpoint;

import dev.yinsong.common.problem.Problem;

/** The gate kept no such recording of a version. */
class RecordingNotFound extends Problem {

    private static final long serialVersionUID = 1;

    RecordingNotFound(VersionView version, int sentence, String speaker) {
        super(
                "recording-not-found",
                "Recording not found",
                404,
                "The gate of version " + version.version() + " kept no recording of sentence " + sentence + " by the "
                        + speaker + ". It knows "
                        + version.gate().path("sentences").size()
                        + " sentences, counted from 1, spoken by base, tuned and maybe current.");
    }
}
