package dev.yinsong.cli.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A voice as ingest knows it.
 *
 * @param id the slug that names it everywhere
 * @param language of its clips
 * @param clips how many it has
 * @param seconds of speech in them
 */
public record Voice(String id, String language, long clips, double seconds) {

    static Voice of(JsonNode json) {
        return new Voice(
                json.path("id").asText(),
                json.path("language").asText(),
                json.path("clips").asLong(),
                json.path("seconds").asDouble());
    }
}
