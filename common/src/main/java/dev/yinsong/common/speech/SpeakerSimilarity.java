package dev.yinsong.common.speech;

import java.util.List;

/** How alike two speakers are, and the middle of several. */
public final class SpeakerSimilarity {

    private SpeakerSimilarity() {}

    /** Cosine of the angle between two speaker vectors, within ±1; 0 if either is zero. */
    public static double cosine(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("vectors of %d and %d numbers".formatted(a.length, b.length));
        }
        double ab = 0, aa = 0, bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (double) a[i] * b[i];
            aa += (double) a[i] * a[i];
            bb += (double) b[i] * b[i];
        }
        return aa == 0 || bb == 0 ? 0 : Math.clamp(ab / Math.sqrt(aa * bb), -1, 1);
    }

    /** The mean of speaker vectors, each number by itself. */
    public static float[] mean(List<float[]> vectors) {
        if (vectors.isEmpty()) {
            throw new IllegalArgumentException("no vectors to average");
        }
        var sums = new double[vectors.getFirst().length];
        for (var vector : vectors) {
            if (vector.length != sums.length) {
                throw new IllegalArgumentException(
                        "vectors of %d and %d numbers".formatted(sums.length, vector.length));
            }
            for (int i = 0; i < sums.length; i++) {
                sums[i] += vector[i];
            }
        }
        var mean = new float[sums.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sums[i] / vectors.size());
        }
        return mean;
    }
}
