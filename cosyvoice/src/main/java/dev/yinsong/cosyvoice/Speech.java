package dev.yinsong.cosyvoice;

import java.time.Duration;

/**
 * Something spoken.
 *
 * @param samples from -1 to 1
 * @param sampleRate in hertz
 * @param tokens the speech tokens that the language model drew
 * @param ended whether the model ended its speech itself, rather than run into the limit
 * @param llm time that the language model took
 * @param flow time that the flow took
 * @param vocoder time that the vocoder took
 */
public record Speech(
        float[] samples, int sampleRate, int[] tokens, boolean ended, Duration llm, Duration flow, Duration vocoder) {

    /** Its length in seconds. */
    public double seconds() {
        return (double) samples.length / sampleRate;
    }
}
