package dev.yinsong.synth.engine;

/**
 * A sentence or so, said in one breath.
 *
 * @param text in words, as it is spoken
 * @param tokens the ids that the model reads; not to be changed
 */
public record TextPiece(String text, int[] tokens) {}
