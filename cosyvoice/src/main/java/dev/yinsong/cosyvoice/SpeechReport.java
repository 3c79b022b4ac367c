package dev.yinsong.cosyvoice;

import java.time.Duration;

/**
 * How something was spoken.
 *
 * @param tokens the speech tokens that the language model drew
 * @param ended whether the model ended its speech itself, rather than run into the limit
 * @param seconds length of the sound
 * @param llm time in which nothing could be done but wait for tokens; the language model also works beside the others
 * @param flow time that the flow took
 * @param vocoder time that the vocoder took
 */
@SuppressWarnings("ArrayRecordComponent") // read by its receiver, compared by nobody
public record SpeechReport(
        int[] tokens, boolean ended, double seconds, Duration llm, Duration flow, Duration vocoder) {}
