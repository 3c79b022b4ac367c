package dev.yinsong.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A clip as ingest knows it.
 *
 * @param id a UUID
 * @param text what is said in it
 * @param seconds of speech
 * @param state {@code ready} or {@code quarantined}
 * @param doubt why it is quarantined; empty while it isn't
 * @param verdict on its quality: {@code OK} or {@code WARN}
 * @param measurements what the verdict follows from
 */
public record Clip(
        String id,
        String text,
        double seconds,
        String state,
        String doubt,
        String verdict,
        List<Measurement> measurements) {

    static Clip of(JsonNode json) {
        return new Clip(
                json.path("id").asText(),
                json.path("text").asText(),
                json.path("seconds").asDouble(),
                json.path("state").asText(),
                json.at("/quarantine/reason").asText(""),
                json.at("/quality/verdict").asText(),
                StreamSupport.stream(json.at("/quality/measurements").spliterator(), false)
                        .map(Measurement::of)
                        .toList());
    }

    /**
     * One property of a recording.
     *
     * @param unit of the value; empty for a count
     * @param advice a sentence for the speaker; empty where all is well
     */
    public record Measurement(String name, double value, String unit, String verdict, String advice) {

        static Measurement of(JsonNode json) {
            return new Measurement(
                    json.path("name").asText(),
                    json.path("value").asDouble(),
                    json.path("unit").asText(),
                    json.path("verdict").asText(),
                    json.path("advice").asText());
        }
    }
}
