package dev.yinsong.common.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * How many speech tokens a text may become. Speech that reaches the most has lost its place and would babble on, so the
 * bound should lie well above all sound speech, but not far: a model whose text tokens are letters needs another than
 * one whose text tokens are half words. Each value may be left out of the file and then has upstream's.
 *
 * @param least speech tokens per text token; the end is forbidden before
 * @param most speech tokens per text token; decoding stops after
 * @param pauses speech tokens that come on top of the most, for the silence around any text
 */
public record SpeechLength(int least, int most, int pauses) {

    private static final int LEAST = 2, MOST = 20; // of upstream's inference

    /** @throws IllegalArgumentException when no speech could keep within it */
    public SpeechLength {
        if (least < 0 || most < 1 || most < least || pauses < 0) {
            throw new IllegalArgumentException(
                    "speech needs 0 <= least <= most, most >= 1 and pauses >= 0; has least %d, most %d, pauses %d"
                            .formatted(least, most, pauses));
        }
    }

    @JsonCreator
    static SpeechLength of(
            @JsonProperty("least") @Nullable Integer least,
            @JsonProperty("most") @Nullable Integer most,
            @JsonProperty("pauses") @Nullable Integer pauses) {
        return new SpeechLength(least == null ? LEAST : least, most == null ? MOST : most, pauses == null ? 0 : pauses);
    }

    /** Upstream's, for CosyVoice-300M. */
    public static SpeechLength forCosyVoice300M() {
        return new SpeechLength(LEAST, MOST, 0);
    }
}
