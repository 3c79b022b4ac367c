package dev.yinsong.ingest.voice;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A voice to be.
 *
 * @param name a slug, which becomes the voice's id
 * @param language of the clips, as a two-letter code of ISO 639-1
 * @param title what people call it; its name, if nobody says
 * @param consent of the speaker, which is asked for whenever a voice is cloned
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
        String language,

        @Schema(examples = "Kathleen")
        @Pattern(regexp = VoiceChange.TITLE, message = VoiceChange.NO_TITLE)
        @Size(max = 200, message = "must have at most 200 characters")
        @Nullable
        String title,

        @Valid @Nullable Consent consent) {}
