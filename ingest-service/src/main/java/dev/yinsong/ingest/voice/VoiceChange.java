package dev.yinsong.ingest.voice;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What is to be different of a voice; what is absent stays as it is.
 *
 * @param title what people call it
 * @param archived whether it is put away: out of the list, and closed for clips; what it has learned it goes on speaking
 * @param consent of the speaker
 */
record VoiceChange(
        @Pattern(regexp = TITLE, message = NO_TITLE)
        @Size(max = 200, message = "must have at most 200 characters")
        @Nullable
        String title,

        @Nullable Boolean archived,
        @Valid @Nullable Consent consent) {

    static final String TITLE = "\\P{Cc}*[^\\s\\p{Cc}]\\P{Cc}*";
    static final String NO_TITLE = "must have a visible character and no control characters";
}
