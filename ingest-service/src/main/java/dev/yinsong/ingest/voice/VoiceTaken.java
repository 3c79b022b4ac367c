package dev.yinsong.ingest.voice;

import dev.yinsong.common.problem.Problem;

/** A voice has this name already. */
class VoiceTaken extends Problem {

    private static final long serialVersionUID = 1;

    VoiceTaken(String name) {
        super("voice-taken", "Voice name taken", 409, "There is a voice " + name + " already. Choose another name.");
    }
}
