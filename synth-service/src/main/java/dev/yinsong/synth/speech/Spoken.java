package dev.yinsong.synth.speech;

import java.util.List;

/**
 * What became of a whole text.
 *
 * @param timings of its pieces, in order; those that said nothing are left out
 * @param seconds length of the speech, pauses included
 * @param textTokens that went in
 * @param speechTokens that the language model drew
 * @param unfinished pieces that ran into the limit for such a text: the voice lost its place in them
 */
record Spoken(List<Timing> timings, double seconds, int textTokens, int speechTokens, int unfinished) {}
