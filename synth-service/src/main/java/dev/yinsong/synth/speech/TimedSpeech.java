package dev.yinsong.synth.speech;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A whole speech with the time of each of its pieces.
 *
 * @param version the version that spoke, or {@code base}
 * @param seed with which the same is spoken again
 * @param mediaType the content type of the audio
 * @param duration in seconds
 * @param segments when each piece is heard
 * @param srt the same as subtitles
 * @param audio the file, in base64
 */
@Schema(name = "TimedSpeech")
record TimedSpeech(
        String voice,
        String version,
        long seed,
        @JsonProperty("media_type") String mediaType,
        double duration,
        List<Timing> segments,
        String srt,
        byte[] audio) {}
