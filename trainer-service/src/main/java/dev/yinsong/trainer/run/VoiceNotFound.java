package dev.yinsong.trainer.run;

import dev.yinsong.common.problem.Problem;

/** No clip of this voice ever came here. */
class VoiceNotFound extends Problem {

    private static final long serialVersionUID = 1;

    VoiceNotFound(String voice) {
        super("voice-not-found", "Voice not found", 404, "There is no voice " + voice + " that has clips.");
    }
}
