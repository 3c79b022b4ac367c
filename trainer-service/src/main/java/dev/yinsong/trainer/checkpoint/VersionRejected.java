package dev.yinsong.trainer.checkpoint;

import dev.yinsong.common.problem.Problem;

/** The gate refused a version, and whoever wants it promoted did not say that they know. */
class VersionRejected extends Problem {

    private static final long serialVersionUID = 1;

    private VersionRejected(VersionRow version) {
        super(
                "version-rejected",
                "Version rejected",
                409,
                "The gate refused version " + version.number() + " of " + version.voice()
                        + ". Read its report and listen to its audio, then promote it with {\"despiteGate\": true}"
                        + " if you want it to speak nevertheless.");
    }

    static void refuse(VersionRow version, boolean despiteGate) {
        if (version.state() == VersionState.CANDIDATE && !despiteGate && !version.passed()) {
            throw new VersionRejected(version);
        }
    }
}
