package dev.yinsong.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A version of a voice.
 *
 * @param state {@code candidate}, {@code current} or {@code retired}
 * @param run that made it
 * @param madeAt as the trainer wrote it
 * @param baseSimilarity speaker similarity of the base in the gate, NaN when it was not measured
 * @param tunedSimilarity of the version
 * @param failedChecks what the gate did not like, as sentences
 */
public record Version(
        int number,
        String state,
        String run,
        String madeAt,
        double baseSimilarity,
        double tunedSimilarity,
        List<String> failedChecks) {

    public Version {
        failedChecks = List.copyOf(failedChecks);
    }

    static Version of(JsonNode json) {
        var gate = json.path("gate");
        var failed = new ArrayList<String>();
        gate.path("checks").forEach(check -> {
            if (!check.path("passed").asBoolean()) {
                failed.add(check.path("finding").asText());
            }
        });
        return new Version(
                json.path("version").asInt(),
                json.path("state").asText(),
                json.path("run").asText(),
                json.path("madeAt").asText(),
                gate.path("baseSimilarity").asDouble(Double.NaN),
                gate.path("tunedSimilarity").asDouble(Double.NaN),
                failed);
    }
}
