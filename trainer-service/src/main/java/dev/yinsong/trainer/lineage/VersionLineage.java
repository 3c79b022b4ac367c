package dev.yinsong.trainer.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * All that a version came from.
 *
 * @param baseHash the base model
 * @param run that made it
 * @param dataset the number of the voice's dataset that the run took; absent for an import
 * @param settings everything that was decided for the run; absent for an import
 * @param clips that it learned from or was judged by
 */
record VersionLineage(
        String voice,
        int version,
        String baseHash,
        UUID run,
        @Nullable Long dataset,
        @Schema(implementation = Object.class) @Nullable JsonNode settings,
        List<Clip> clips) {

    /**
     * A clip of the run.
     *
     * @param heldOut whether it was only judged by
     * @param text what is said in it, as far as is known now
     * @param removed whether it was taken out of the voice since
     */
    record Clip(UUID clip, boolean heldOut, String language, String text, double seconds, boolean removed) {}
}
