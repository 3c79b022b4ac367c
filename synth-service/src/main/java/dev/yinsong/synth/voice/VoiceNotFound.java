package dev.yinsong.synth.voice;

import dev.yinsong.common.problem.Problem;
import java.net.URI;
import java.util.Map;

/** No voice of this name is loaded. The base never speaks in its place. */
final class VoiceNotFound extends Problem {

    VoiceNotFound(VoiceName name) {
        super(
                new Details(
                        URI.create("urn:problem:voice-not-found"),
                        "Voice not found",
                        404,
                        "There is no voice " + name + " here. GET /v1/audio/voices lists those that there are.",
                        Map.of("param", "voice")),
                Map.of());
    }
}
