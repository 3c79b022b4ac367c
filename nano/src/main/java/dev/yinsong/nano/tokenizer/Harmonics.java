package dev.yinsong.nano.tokenizer;

import java.util.random.RandomGenerator;

/**
 * Gives speech another pitch, in its log-mel frames.
 *
 * <p>Below two kilohertz Whisper's mel bands are narrower than the distance of the harmonics, so that a network that
 * hears three speakers learns their pitch along with their vowels. Here the harmonics are smoothed away and others put in
 * their place.
 */
final class Harmonics {

    private static final int MELS = 128;
    private static final double LINEAR_BAND = 23.3; // hertz from band to band, up to a kilohertz (Slaney's scale)
    private static final int LINEAR_BANDS = 43; // bands below a kilohertz
    private static final double GROWTH = 1.0244; // of the distance of bands above it
    private static final double FADES = 1500; // hertz, over which harmonics lose their depth by e
    private static final double[] HERTZ = centres();

    private Harmonics() {}

    private static double[] centres() {
        var hertz = new double[MELS];
        for (int m = 0; m < MELS; m++) {
            hertz[m] = m < LINEAR_BANDS
                    ? (m + 1) * LINEAR_BAND
                    : LINEAR_BANDS * LINEAR_BAND * Math.pow(GROWTH, m + 1 - LINEAR_BANDS);
        }
        return hertz;
    }

    /**
     * Frames with other harmonics.
     *
     * @param frames [T, 128], row-major, in Whisper's units of 40 dB; not changed
     */
    static float[] exchanged(float[] frames, RandomGenerator random) {
        int reach = random.nextInt(0, 5); // bands on either side over which is smoothed
        double depth = random.nextDouble(0, 0.16);
        double pitch = 80 * Math.pow(4, random.nextDouble()); // hertz
        double glide = 0;
        int count = frames.length / MELS;
        var out = new float[frames.length];
        var comb = new double[MELS];
        for (int t = 0; t < count; t++) {
            glide = 0.97 * glide + random.nextGaussian(0, 0.02);
            comb(comb, pitch * Math.exp(glide), depth);
            float loudest = loudest(frames, t);
            for (int m = 0; m < MELS; m++) {
                float value = smooth(frames, t * MELS, m, m < 60 ? reach : reach / 2);
                double voiced = Math.clamp(1 + 2 * (value - loudest + 0.3), 0, 1); // valleys have no harmonics
                out[t * MELS + m] = (float) (value + comb[m] * voiced);
            }
        }
        return out;
    }

    private static void comb(double[] comb, double pitch, double depth) {
        for (int m = 0; m < MELS; m++) {
            comb[m] = depth * Math.exp(-HERTZ[m] / FADES) * Math.cos(2 * Math.PI * HERTZ[m] / pitch);
        }
    }

    private static float loudest(float[] frames, int t) {
        float loudest = frames[t * MELS];
        for (int m = 1; m < MELS; m++) {
            loudest = Math.max(loudest, frames[t * MELS + m]);
        }
        return loudest;
    }

    private static float smooth(float[] frames, int row, int m, int reach) {
        int first = Math.max(0, m - reach);
        int last = Math.min(MELS - 1, m + reach);
        float sum = 0;
        for (int i = first; i <= last; i++) {
            sum += frames[row + i];
        }
        return sum / (last - first + 1);
    }
}
