package dev.yinsong.synth.voice;

import dev.yinsong.common.problem.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** The voice is not in memory, and the store that it lies in does not answer. */
final class VoiceAway extends Problem {

    VoiceAway(Checkpoint checkpoint, Duration retry) {
        super(
                new Details(
                        URI.create("urn:problem:voice-store-away"),
                        "Voice store away",
                        503,
                        "Voice %s is not in memory, and the store of voices is away. Try again in %d s."
                                .formatted(checkpoint.voice(), Math.max(1, retry.toSeconds())),
                        Map.of("param", "voice")),
                retryAfter(retry));
    }
}
