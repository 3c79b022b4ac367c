package dev.yinsong.ingest.voice;

import dev.yinsong.common.problem.Problem;

/** A voice takes no clips, for it was put away. */
class VoiceArchived extends Problem {

    private static final long serialVersionUID = 1;

    VoiceArchived(String id) {
        super(
                "voice-archived",
                "Voice archived",
                409,
                "The voice " + id + " is archived and takes no clips: send archived false with PATCH first.");
    }
}
