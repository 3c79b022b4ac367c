package dev.yinsong.cosyvoice.config;

/**
 * How the mel that a flow makes is normalised: (mel - mean) / deviation. Upstream does not; the seed project's flows
 * learned with mean -6 and deviation 2, and what they make has to be turned back.
 *
 * @param mean of a mel value, a natural logarithm of magnitude
 * @param deviation what makes 1
 */
public record MelNorm(double mean, double deviation) {

    /** Mel as it is. */
    public static final MelNorm NONE = new MelNorm(0, 1);

    /** @throws IllegalArgumentException when nothing can be normalised by these */
    public MelNorm {
        if (!Double.isFinite(mean) || !(deviation > 0) || !Double.isFinite(deviation)) {
            throw new IllegalArgumentException(
                    "mel can't be normalised by the mean " + mean + " and the deviation " + deviation);
        }
    }
}
