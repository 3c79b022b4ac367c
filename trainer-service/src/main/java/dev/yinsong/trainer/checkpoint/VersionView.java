package dev.yinsong.trainer.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.yinsong.common.blob.BlobRef;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A published version as callers see it.
 *
 * @param version its number
 * @param run that made it
 * @param state {@code current} or {@code retired}
 * @param gate the report of the gate
 */
record VersionView(
        int version,
        UUID run,
        String state,
        String baseHash,
        BlobRef checkpoint,
        Instant publishedAt,
        @Schema(implementation = Object.class) JsonNode gate) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored report is no JSON", e);
        }
    }

    /** All of a voice, newest first. */
    record Page(List<VersionView> versions) {}
}
