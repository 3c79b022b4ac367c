package dev.yinsong.common.event;

import java.time.Instant;
import java.util.UUID;

/**
 * A clip's text does not seem to be what is said in it, so it is not trained on until somebody looks at it.
 *
 * @param clip the id of the clip
 * @param features SHA-256 of the features that were judged: a clip whose text was corrected meanwhile has others
 * @param reason what is suspicious, as a sentence for the clip's owner
 * @param score how much less likely the clip is than is usual for its voice, in nats a speech token: the language
 *     model's cross-entropy of the speech tokens given the text, less the median of the voice's clips
 */
public record ClipQuarantined(
        UUID id, Instant at, String voice, UUID clip, String features, String reason, double score)
        implements VoiceEvent {

    public ClipQuarantined {
        Checks.envelope(id, at, voice);
        Checks.present("clip", clip);
        Checks.present("features", features);
        Checks.present("reason", reason);
    }
}
