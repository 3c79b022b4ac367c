package dev.yinsong.cli.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What to say, and how. What is left out is as the service does it.
 *
 * @param voice {@code name}, {@code name@version}, or {@code speaker@base}
 * @param format {@code wav}, {@code mp3}, {@code flac}, {@code opus}, {@code aac} or {@code pcm}
 * @param seed the same seed gives the same speech again
 * @param speed 1 is as the voice speaks, 2 twice as fast
 * @param temperature of the sampling; below 1 is safer, above livelier
 * @param topP the probability that the sampling keeps
 * @param steps of the flow's solver; fewer are faster and coarser
 */
public record SpeechWish(
        String voice,
        String text,
        String format,
        @Nullable Long seed,
        @Nullable Double speed,
        @Nullable Double temperature,
        @Nullable Double topP,
        @Nullable Integer steps) {

    ObjectNode body() {
        var body = Http.object().put("voice", voice).put("input", text).put("response_format", format);
        if (seed != null) {
            body.put("seed", seed);
        }
        if (speed != null) {
            body.put("speed", speed);
        }
        if (temperature != null) {
            body.put("temperature", temperature);
        }
        if (topP != null) {
            body.put("top_p", topP);
        }
        if (steps != null) {
            body.put("steps", steps);
        }
        return body;
    }
}
