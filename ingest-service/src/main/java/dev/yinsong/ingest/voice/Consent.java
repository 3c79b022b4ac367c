package dev.yinsong.ingest.voice;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * That a speaker allows the voice to be cloned.
 *
 * @param statement in the speaker's words
 * @param at when it was given; now, if nobody says
 * @param by who gave it, if not the speaker alone
 */
record Consent(
        @Schema(examples = "I agree that my recordings are used to make a synthetic voice.")
        @NotBlank(message = "is missing: write down what the speaker agreed to")
        @Size(max = 2000, message = "must have at most 2000 characters")
        @Nullable
        String statement,

        @PastOrPresent(message = "must not be in the future") @Nullable
        Instant at,

        @Schema(examples = "Kathleen Example") @Size(max = 200, message = "must have at most 200 characters") @Nullable
        String by) {}
