package dev.yinsong.ingest.voice;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A voice to be.
 *
 * @param name a slug, which becomes the voice's id
 * @param language of the clips, as a two-letter code of ISO 639-1
 */
record NewVoice(
        @Schema(examples = "kathleen")
        @NotNull(message = "is missing")
        @Pattern(
                regexp = "[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?",
                message = "must be 1 to 64 lower-case letters, digits and hyphens, with no hyphen at an end")
        @Nullable
        String name,

        @Schema(examples = "en")
        @NotNull(message = "is missing")
        @Pattern(regexp = "[a-z]{2}", message = "must be a two-letter language code, such as en or zh")
        @Nullable
        String language) {}
