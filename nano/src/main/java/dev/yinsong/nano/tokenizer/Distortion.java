package dev.yinsong.nano.tokenizer;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Makes a clip sound like another mouth, microphone and room: in the log-mel frames, so that it costs little.
 *
 * <p>The vocal tract is lengthened or shortened by a warp of the mel axis, the microphone is a smooth curve over the
 * mel axis, the room and the noise raise the floor, and the loudness changes.
 */
final class Distortion {

    private static final int MELS = 128;

    private Distortion() {}

    /**
     * Distorts frames and takes their mean over the clip away.
     *
     * @param frames [T, 128], row-major; not changed
     * @return [T, 128]
     */
    static float[] apply(float[] frames, RandomGenerator random) {
        double warp = 1 + random.nextDouble(-0.14, 0.14);
        double bend = random.nextDouble(-0.08, 0.08);
        double floor = random.nextDouble() < 0.6 ? random.nextDouble(-0.9, 0.5) : -2;
        double hiss = random.nextDouble(0, 0.06);
        double gain = random.nextDouble(0.85, 1.15);
        double smear = random.nextDouble() < 0.4 ? random.nextDouble(0.1, 0.45) : 0;
        int highest = random.nextDouble() < 0.2 ? random.nextInt(72, 120) : MELS; // a narrow line
        var curve = curve(random);
        float[] heard = random.nextDouble() < 0.6 ? Harmonics.exchanged(frames, random) : frames;
        var from = new int[MELS];
        var share = new float[MELS];
        for (int m = 0; m < MELS; m++) {
            double x = m / (double) (MELS - 1);
            double source = Math.clamp((x * warp + bend * x * (1 - x)) * (MELS - 1), 0, MELS - 1.001);
            from[m] = (int) source;
            share[m] = (float) (source - from[m]);
        }
        int count = frames.length / MELS;
        float loudest = -10;
        for (float value : frames) {
            loudest = Math.max(loudest, value);
        }
        double noise = floor < -1.5 ? -10 : loudest - 1.25 + 0.6 * floor; // in units of 4 log10: 80 dB are 2
        var out = new float[frames.length];
        for (int t = 0; t < count; t++) {
            for (int m = 0; m < MELS; m++) {
                int i = t * MELS + from[m];
                double value = heard[i] + share[m] * (heard[i + 1] - heard[i]);
                value = m < highest ? value : loudest - 2;
                value = Math.max(value, noise) + 0.06 * Math.exp(-12 * Math.abs(value - noise));
                if (t > 0 && smear > 0) { // what was loud rings on
                    value = Math.max(value, out[(t - 1) * MELS + m] - curve[m] - (0.5 - smear) * 0.3);
                }
                out[t * MELS + m] = (float) value + curve[m];
            }
        }
        centre(out, gain);
        for (int i = 0; i < out.length; i++) {
            out[i] += (float) (hiss * random.nextGaussian());
        }
        mask(out, random);
        return out;
    }

    /** Takes away some bands and moments (SpecAugment, Park et al. 2019): no sound is known by one trait alone. */
    private static void mask(float[] frames, RandomGenerator random) {
        int count = frames.length / MELS;
        for (int i = random.nextInt(3); i > 0; i--) {
            int width = random.nextInt(1, 14);
            int first = random.nextInt(MELS - width);
            for (int t = 0; t < count; t++) {
                Arrays.fill(frames, t * MELS + first, t * MELS + first + width, 0);
            }
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            int length = Math.min(count, random.nextInt(1, 12));
            int first = random.nextInt(count - length + 1);
            Arrays.fill(frames, first * MELS, (first + length) * MELS, 0);
        }
    }

    /**
     * Faster or slower speech.
     *
     * @param frames [T, 128]
     * @param count how many frames there are to be
     * @return [count, 128], interpolated
     */
    static float[] stretched(float[] frames, int count) {
        int given = frames.length / MELS;
        var out = new float[count * MELS];
        for (int t = 0; t < count; t++) {
            double at = Math.min((t + 0.5) * given / count - 0.5, given - 1);
            int left = Math.clamp((int) at, 0, Math.max(0, given - 2));
            float share = (float) Math.max(0, at - left);
            for (int m = 0; m < MELS; m++) {
                float a = frames[left * MELS + m];
                float b = frames[Math.min(left + 1, given - 1) * MELS + m];
                out[t * MELS + m] = a + share * (b - a);
            }
        }
        return out;
    }

    private static float[] curve(RandomGenerator random) {
        var curve = new float[MELS];
        double tilt = random.nextDouble(-0.15, 0.15);
        for (int wave = 1; wave <= 4; wave++) {
            double height = random.nextGaussian(0, 0.05);
            double phase = random.nextDouble(2 * Math.PI);
            for (int m = 0; m < MELS; m++) {
                curve[m] += (float) (height * Math.cos(Math.PI * wave * m / MELS + phase) + tilt * (m / 64.0 - 1) / 4);
            }
        }
        return curve;
    }

    /** Takes the mean of each mel over the clip away, in place. */
    static void centre(float[] frames, double gain) {
        int count = frames.length / MELS;
        for (int m = 0; m < MELS; m++) {
            double sum = 0;
            for (int t = 0; t < count; t++) {
                sum += frames[t * MELS + m];
            }
            float mean = (float) (sum / count);
            for (int t = 0; t < count; t++) {
                frames[t * MELS + m] = (float) ((frames[t * MELS + m] - mean) * gain);
            }
        }
    }
}
