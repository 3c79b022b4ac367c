package dev.yinsong.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What became of an upload of many clips.
 *
 * @param added new clips
 * @param known clips that were there already
 * @param seconds of speech in the new ones
 * @param refusals a line for each clip that was not taken
 */
public record UploadOutcome(int added, int known, double seconds, List<String> refusals) {

    public UploadOutcome {
        refusals = List.copyOf(refusals);
    }

    static UploadOutcome of(JsonNode json) {
        return new UploadOutcome(
                json.path("added").asInt(),
                json.path("known").asInt(),
                json.path("seconds").asDouble(),
                refusals(json));
    }

    static List<String> refusals(JsonNode json) {
        return StreamSupport.stream(json.path("results").spliterator(), false)
                .filter(result -> result.has("problem"))
                .map(result -> result.path("name").asText() + ": "
                        + result.at("/problem/detail").asText())
                .toList();
    }
}
