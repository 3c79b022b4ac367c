package dev.yinsong.ingest.voice;

import dev.yinsong.common.problem.Problem;
import java.time.Duration;

/** A voice has as much speech as it may have. */
class VoiceFull extends Problem {

    private static final long serialVersionUID = 1;

    VoiceFull(String id, Duration limit) {
        super(
                "voice-full",
                "Voice full",
                409,
                "The voice " + id + " has " + limit.toSeconds()
                        + " s of speech, which is as much as it may have: delete" + " clips that it can do without.");
    }
}
