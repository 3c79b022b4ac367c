package dev.yinsong.synth.speech;

import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Map;

/**
 * Speech that is ready to be sent.
 *
 * @param mediaType the content type
 * @param voice the voice that speaks
 * @param version the version that speaks, or {@code base}
 * @param seed with which the same is spoken again
 * @param body the bytes, as they are made
 */
record SpeechAnswer(String mediaType, String voice, String version, long seed, Multi<byte[]> body) {

    /** The name of the header that tells the voice. */
    static final String VOICE = "X-Voice";

    /** The name of the header that tells the version. */
    static final String VERSION = "X-Voice-Version";

    /** The name of the header that tells the seed. */
    static final String SEED = "X-Seed";

    Map<String, List<String>> headers() {
        return Map.of(
                HttpHeaders.CONTENT_TYPE,
                List.of(mediaType),
                VOICE,
                List.of(voice),
                VERSION,
                List.of(version),
                SEED,
                List.of(Long.toString(seed)));
    }
}
