package dev.yinsong.synth.speech;

import dev.yinsong.common.problem.Problem;
import java.net.URI;
import java.util.Map;

/** A field of a speech request is not as it must be. */
final class InvalidSpeech extends Problem {

    InvalidSpeech(String field, String detail) {
        super(
                new Details(
                        URI.create("urn:problem:invalid-speech-request"),
                        "Invalid speech request",
                        400,
                        detail,
                        Map.of("param", field)),
                Map.of());
    }
}
