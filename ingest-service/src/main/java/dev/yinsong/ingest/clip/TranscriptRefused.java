package dev.yinsong.ingest.clip;

import dev.yinsong.common.problem.Problem;
import java.net.URI;
import java.util.Map;

/** A transcript that can't be what is said in a clip. The member {@code reason} says in a word why. */
class TranscriptRefused extends Problem {

    private static final long serialVersionUID = 1;

    TranscriptRefused(String reason, String detail) {
        super(
                new Details(
                        URI.create("urn:problem:transcript-refused"),
                        "Transcript refused",
                        422,
                        detail,
                        Map.of("reason", reason)),
                Map.of());
    }

    static TranscriptRefused notUtf8() {
        return new TranscriptRefused("not-utf8", "The transcript is not valid UTF-8. Save it as UTF-8.");
    }
}
