package dev.yinsong.ingest.voice;

import dev.yinsong.common.problem.Problem;

/** A voice without its speaker's consent is not collected for, where the service is told to require one. */
class ConsentMissing extends Problem {

    private static final long serialVersionUID = 1;

    ConsentMissing() {
        super(
                "consent-missing",
                "Consent missing",
                422,
                "No consent of the speaker is on record: send consent with statement, and at and by if you like.");
    }
}
