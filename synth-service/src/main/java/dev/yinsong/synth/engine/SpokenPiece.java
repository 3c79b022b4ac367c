package dev.yinsong.synth.engine;

/**
 * What became of one piece of text.
 *
 * @param tokens speech tokens that the language model drew
 * @param seconds length of the sound, at the speed that was asked for
 * @param ended whether the voice ended by itself, rather than ran into the limit for such a text
 */
public record SpokenPiece(int tokens, double seconds, boolean ended) {}
