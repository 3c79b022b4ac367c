package dev.yinsong.common.event;

import dev.yinsong.common.blob.BlobRef;
import java.time.Instant;
import java.util.UUID;

/**
 * A clip passed every check, and its audio and features are in the blob store. Said again, with another id, when its
 * text was corrected or its owner vouched for it: what is new takes the old one's place.
 *
 * @param clip the id of the clip
 * @param language the language of the voice, as a two-letter code
 * @param text what is said in the clip, as it was uploaded
 * @param seconds the length of the normalised audio
 * @param features a safetensors file with text tokens, speech tokens, mel and speaker vector
 * @param audio the normalised audio, lossless
 * @param accepted whether the owner says that text and sound belong together, so that the clip is not quarantined;
 *     absent from older events, and false then
 */
public record ClipReady(
        UUID id,
        Instant at,
        String voice,
        UUID clip,
        String language,
        String text,
        double seconds,
        BlobRef features,
        BlobRef audio,
        boolean accepted)
        implements VoiceEvent {

    public ClipReady {
        Checks.envelope(id, at, voice);
        Checks.present("clip", clip);
        Checks.present("language", language);
        Checks.present("text", text);
        Checks.present("features", features);
        Checks.present("audio", audio);
    }
}
