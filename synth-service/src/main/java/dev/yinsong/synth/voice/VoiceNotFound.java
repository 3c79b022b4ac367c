package dev.yinsong.synth.voice;

import dev.yinsong.common.problem.Problem;
import java.net.URI;
import java.util.Map;

/** No voice of this name is loaded. The base never speaks in its place. */
final class VoiceNotFound extends Problem {

    VoiceNotFound(VoiceName name) {
        this("There is no voice " + name + " here. GET /v1/audio/voices lists those that there are.");
    }

    /** The voice was published, but none of its versions can be used. */
    VoiceNotFound(VoiceName name, Refusal refusal) {
        this("Voice %s can't speak: its version %d was refused, for %s."
                .formatted(name, refusal.version(), refusal.reason()));
    }

    private VoiceNotFound(String detail) {
        super(
                new Details(
                        URI.create("urn:problem:voice-not-found"),
                        "Voice not found",
                        404,
                        detail,
                        Map.of("param", "voice")),
                Map.of());
    }
}
