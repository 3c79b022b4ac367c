package dev.yinsong.cosyvoice;

/**
 * Something spoken.
 *
 * @param samples from -1 to 1
 * @param sampleRate in hertz
 * @param report how it was spoken
 */
@SuppressWarnings("ArrayRecordComponent") // read by its receiver, compared by nobody
public record Speech(float[] samples, int sampleRate, SpeechReport report) {

    /** The speech tokens that it was made of. */
    public int[] tokens() {
        return report.tokens();
    }

    /** Whether the model ended its speech itself, rather than run into the limit. */
    public boolean ended() {
        return report.ended();
    }

    /** Its length in seconds. */
    public double seconds() {
        return (double) samples.length / sampleRate;
    }
}
