package dev.yinsong.nano.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HarmonicsTest {

    private static final int MELS = 128, FRAMES = 40;

    @Test
    void keepsTheSpectrumsShape() {
        float[] frames = vowel(0);

        for (int seed = 0; seed < 20; seed++) {
            float[] other = Harmonics.exchanged(frames, new SplittableRandom(seed));

            assertThat(highest(other)).isBetween(25, 35); // the formant stays where it was
        }
    }

    @Test
    void givesTheSameSpeechManyPitches() {
        float[] frames = vowel(0.1);

        float[] once = Harmonics.exchanged(frames, new SplittableRandom(1));
        float[] again = Harmonics.exchanged(frames, new SplittableRandom(2));

        assertThat(once).isNotEqualTo(again).isNotEqualTo(frames);
    }

    /** One formant, with a ripple of harmonics six bands apart. */
    private static float[] vowel(double ripple) {
        var frames = new float[FRAMES * MELS];
        for (int i = 0; i < frames.length; i++) {
            int m = i % MELS;
            frames[i] = (float) (Math.exp(-(m - 30) * (m - 30) / 200.0) + ripple * Math.cos(2 * Math.PI * m / 6));
        }
        return frames;
    }

    private static int highest(float[] frames) {
        var sums = new double[MELS];
        for (int i = 0; i < frames.length; i++) {
            sums[i % MELS] += frames[i];
        }
        int best = 0;
        for (int m = 1; m < MELS - 1; m++) { // over three bands, so that a single harmonic doesn't count
            double here = sums[m - 1] + sums[m] + sums[m + 1];
            best = best == 0 || here > sums[best - 1] + sums[best] + sums[best + 1] ? m : best;
        }
        return best;
    }
}
