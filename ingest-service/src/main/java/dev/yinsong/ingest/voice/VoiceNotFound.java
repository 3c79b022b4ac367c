package dev.yinsong.ingest.voice;

import dev.yinsong.common.problem.Problem;

/** No voice has this id. */
public class VoiceNotFound extends Problem {

    private static final long serialVersionUID = 1;

    VoiceNotFound(String id) {
        super("voice-not-found", "Voice not found", 404, "There is no voice " + id + ".");
    }
}
