package dev.yinsong.nano.corpus;

/**
 * Where a sound of espeak-ng's begins.
 *
 * @param sound its name in espeak-ng's notation
 * @param sample counted from the start of the utterance
 */
record EspeakMark(String sound, int sample) {}
