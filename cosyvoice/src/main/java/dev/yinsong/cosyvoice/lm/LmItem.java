package dev.yinsong.cosyvoice.lm;

import org.jspecify.annotations.Nullable;

/**
 * An utterance as the language model learns it.
 *
 * @param text text token ids
 * @param speech speech token ids, without the end of speech
 * @param speaker the speaker vector as extracted, not normalised; null leaves its place out of the sequence
 */
public record LmItem(int[] text, int[] speech, float @Nullable [] speaker) {}
