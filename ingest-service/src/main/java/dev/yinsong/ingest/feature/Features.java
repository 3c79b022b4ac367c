package dev.yinsong.ingest.feature;

import dev.yinsong.common.audio.Waveform;

/** Computes what training needs of a clip: text tokens, speech tokens, mel and speaker vector. */
public interface Features {

    /**
     * The features as a safetensors file. Runs on the caller's thread, for a good part of a second; safe to call from
     * several.
     *
     * @param sound the normalised audio, at any rate
     * @param text what is said in it, as it was written
     * @param language of the text, as a two-letter code
     */
    byte[] of(Waveform sound, String text, String language);
}
