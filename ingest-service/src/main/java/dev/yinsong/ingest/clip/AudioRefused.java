package dev.yinsong.ingest.clip;

import dev.yinsong.common.audio.Measurement;
import dev.yinsong.common.audio.UnusableAudio;
import dev.yinsong.common.problem.Problem;
import java.net.URI;
import java.util.Map;

/** A recording that a voice can't learn from. The member {@code reason} says in a word what is wrong with it. */
public class AudioRefused extends Problem {

    private static final long serialVersionUID = 1;

    /** The decoder's reason. */
    public AudioRefused(UnusableAudio why) {
        this(why.reason().name(), String.valueOf(why.getMessage()));
    }

    AudioRefused(Measurement why) {
        this(why.name(), why.advice());
    }

    private AudioRefused(String reason, String detail) {
        super(
                new Details(
                        URI.create("urn:problem:audio-refused"),
                        "Audio refused",
                        422,
                        detail,
                        Map.of("reason", Reasons.of(reason))),
                Map.of());
    }
}
