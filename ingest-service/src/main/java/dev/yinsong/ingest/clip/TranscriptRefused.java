package dev.yinsong.ingest.clip;

import dev.yinsong.common.problem.Problem;
import dev.yinsong.common.text.UnspeakableText;
import java.net.URI;
import java.util.Map;

/** A transcript that can't be what is said in a clip. The member {@code reason} says in a word why. */
class TranscriptRefused extends Problem {

    private static final long serialVersionUID = 1;

    TranscriptRefused(UnspeakableText why) {
        this(Reasons.of(why.reason().name()), String.valueOf(why.getMessage()));
    }

    private TranscriptRefused(String reason, String detail) {
        super(
                new Details(
                        URI.create("urn:problem:transcript-refused"),
                        "Transcript refused",
                        422,
                        detail,
                        Map.of("reason", reason)),
                Map.of());
    }

    static TranscriptRefused language(String language) {
        return new TranscriptRefused(
                "language",
                "The text is not written as the voice's language (" + language + ") is: write what is heard, in its own"
                        + " letters.");
    }
}
