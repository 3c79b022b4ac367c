package dev.yinsong.synth.voice;

import dev.yinsong.common.problem.Problem;
import java.net.URI;
import java.util.Map;

/** The version that must speak can't be used. Neither another version nor the base speaks in its place. */
public final class VoiceRefused extends Problem {

    VoiceRefused(Checkpoint checkpoint, String reason) {
        super(
                new Details(
                        URI.create("urn:problem:voice-refused"),
                        "Voice refused",
                        422,
                        "Voice %s can't speak with version %d: %s."
                                .formatted(checkpoint.voice(), checkpoint.version(), reason),
                        Map.of("param", "voice")),
                Map.of());
    }
}
