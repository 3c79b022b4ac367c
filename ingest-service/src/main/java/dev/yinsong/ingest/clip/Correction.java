package dev.yinsong.ingest.clip;

import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is to be different of a clip.
 *
 * @param text what is said in it
 */
record Correction(
        @Schema(examples = "The boat turned toward the light.") @NotNull(message = "is missing") @Nullable
        String text) {}
