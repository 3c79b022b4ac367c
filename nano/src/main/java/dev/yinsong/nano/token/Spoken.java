package dev.yinsong.nano.token;

import dev.yinsong.nano.feature.Clip;

/**
 * A clip with what the two graphs make of it.
 *
 * @param tokens speech tokens, 50 a second
 * @param speaker vector of this clip [192]
 * @param voice mean vector of the clips of its voice [192]
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Spoken(Clip clip, int[] tokens, float[] speaker, float[] voice) {}
