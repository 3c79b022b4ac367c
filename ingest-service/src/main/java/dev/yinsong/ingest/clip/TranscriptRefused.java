package dev.yinsong.ingest.clip;

import dev.yinsong.common.problem.Problem;
import dev.yinsong.common.text.UnspeakableText;
import java.net.URI;
import java.util.Map;

/** A transcript that can't be what is said in a clip. The member {@code reason} says in a word why. */
class TranscriptRefused extends Problem {

    private static final long serialVersionUID = 1;

    TranscriptRefused(UnspeakableText why) {
        super(
                new Details(
                        URI.create("urn:problem:transcript-refused"),
                        "Transcript refused",
                        422,
                        String.valueOf(why.getMessage()),
                        Map.of("reason", Reasons.of(why.reason().name()))),
                Map.of());
    }
}
