package dev.yinsong.trainer.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.yinsong.common.blob.BlobRef;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A version as callers see it.
 *
 * @param version its number
 * @param run that made it
 * @param baseHash the base model that it belongs to
 * @param checkpoint the voice archive
 * @param publishedAt when it last became the current one; absent for a candidate
 * @param gate the report of the gate
 */
record VersionView(
        String voice,
        int version,
        UUID run,
        VersionState state,
        String baseHash,
        BlobRef checkpoint,
        Instant madeAt,
        @Nullable Instant publishedAt,
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
