package dev.yinsong.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A training run.
 *
 * @param state {@code queued}, {@code running}, {@code published}, {@code rejected}, {@code failed} or {@code cancelled}
 * @param mode which modules learn
 * @param reason why it stopped or failed, or empty
 * @param start raw losses on the training clips before the first step
 * @param end the same now, or at the end
 * @param heldOutStart raw losses on clips that are not trained on, before the first step
 * @param heldOutEnd the same now, or at the end
 * @param version that it became, of a published run
 * @param step optimizer steps taken
 * @param steps optimizer steps that it takes at most
 */
public record Run(
        String id,
        String state,
        String mode,
        String reason,
        Losses start,
        Losses end,
        Losses heldOutStart,
        Losses heldOutEnd,
        OptionalInt version,
        int step,
        int steps) {

    /** What to say of a voice that no run has trained. */
    public static final String NONE_YET =
            "No run yet. One starts by itself when a voice has at least 10 clips and no upload came for a while.";

    private static final Set<String> OPEN = Set.of("queued", "running");

    /** Whether nothing will change any more. */
    public boolean ended() {
        return !OPEN.contains(state);
    }

    /** Whether it has learned and is being judged: a running run that knows why its training stopped. */
    public boolean judging() {
        return state.equals("running") && !reason.isEmpty();
    }

    /** Where it stands, such as {@code running}, {@code judging} or {@code published}. */
    public String stage() {
        return judging() ? "judging" : state;
    }

    static Run of(JsonNode json) {
        var stop = json.path("stopReason").asText("");
        return new Run(
                json.path("id").asText(),
                json.path("state").asText(),
                json.path("mode").asText(),
                json.path("failure").isTextual() ? json.path("failure").asText() : stop.equals("null") ? "" : stop,
                Losses.of(json.path("losses").path("start")),
                Losses.of(json.path("losses").path("end")),
                Losses.of(json.path("heldOutLosses").path("start")),
                Losses.of(json.path("heldOutLosses").path("end")),
                json.path("version").isInt()
                        ? OptionalInt.of(json.path("version").asInt())
                        : OptionalInt.empty(),
                json.path("step").asInt(),
                json.path("steps").asInt());
    }
}
