package dev.yinsong.synth.speech;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * When a piece of the text is heard, in the shape of OpenAI's transcription segments.
 *
 * @param id its place in the text, from 0
 * @param start in seconds from the beginning of the speech
 * @param end in seconds
 * @param text what is said, with numbers and signs written out
 */
@Schema(name = "Segment")
record Timing(int id, double start, double end, String text) {}
