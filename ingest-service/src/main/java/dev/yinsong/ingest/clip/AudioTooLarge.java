package dev.yinsong.ingest.clip;

import dev.yinsong.common.problem.Problem;

/** The audio has more bytes than are taken. */
public class AudioTooLarge extends Problem {

    private static final long serialVersionUID = 1;

    /** @param limit in bytes */
    public AudioTooLarge(long limit) {
        super("audio-too-large", "Audio too large", 413, "The audio must not be larger than " + limit + " bytes.");
    }
}
