package dev.yinsong.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One thing that a run said.
 *
 * @param number rises by one within a run
 * @param kind such as {@code progressed} or {@code published}
 * @param at when it said so
 * @param losses on the training clips since the last event
 * @param heldOut losses on clips that are not trained on
 * @param message in words, or empty
 */
public record RunEvent(
        long number, String kind, Instant at, int step, int steps, Losses losses, Losses heldOut, String message) {

    static RunEvent of(JsonNode json) {
        return new RunEvent(
                json.path("number").asLong(),
                json.path("kind").asText(),
                Instant.parse(json.path("at").asText()),
                json.path("step").asInt(),
                json.path("steps").asInt(),
                Losses.of(json.path("losses")),
                Losses.of(json.path("heldOut")),
                json.path("message").asText(""));
    }
}
