package dev.yinsong.nano.feature;

import dev.yinsong.common.audio.Waveform;
import java.util.Arrays;

/** Pitch by normalised cross-correlation, one value a mel frame: enough to teach the vocoder's predictor. */
public final class PitchTracker {

    private static final int RATE = 5000;
    private static final int WINDOW = 200; // 40 ms
    private static final int SHORTEST = 10, LONGEST = 82; // periods of 500 and 61 Hz
    private static final double VOICED = 0.55;
    private static final double QUIET = 2e-4; // mean square below which nothing is voiced

    private PitchTracker() {}

    /**
     * Tracks.
     *
     * @param sound at any rate
     * @param frames how many mel frames (256 samples of 22.05 kHz each)
     * @return hertz, 0 where there is no voice
     */
    public static float[] track(Waveform sound, int frames) {
        float[] x = sound.at(RATE).samples();
        var padded = new float[x.length + 2 * (WINDOW + LONGEST)];
        System.arraycopy(x, 0, padded, WINDOW, x.length);
        var pitch = new float[frames];
        var score = new double[LONGEST + 2];
        for (int t = 0; t < frames; t++) {
            int centre = (int) ((t + 0.5) * Clip.HOP * RATE / Clip.SAMPLE_RATE) + WINDOW;
            int start = Math.clamp(centre - (WINDOW + 40) / 2, 0, padded.length - WINDOW - LONGEST - 2);
            pitch[t] = period(padded, start, score);
        }
        return median(pitch);
    }

    private static float period(float[] x, int start, double[] score) {
        double energy = 1e-9;
        for (int i = 0; i < WINDOW; i++) {
            energy += x[start + i] * x[start + i];
        }
        if (energy / WINDOW < QUIET) {
            return 0;
        }
        double best = 0;
        double lagged = energy;
        for (int lag = 1; lag <= LONGEST + 1; lag++) {
            float gone = x[start + lag - 1];
            float come = x[start + lag + WINDOW - 1];
            lagged += come * come - gone * gone;
            if (lag < SHORTEST - 1) {
                continue;
            }
            float sum = 0;
            for (int i = 0; i < WINDOW; i++) {
                sum += x[start + i] * x[start + lag + i];
            }
            score[lag] = sum / Math.sqrt(energy * Math.max(lagged, 1e-9) + 1e-6);
            if (lag >= SHORTEST && lag <= LONGEST) {
                best = Math.max(best, score[lag] - 0.0015 * (lag - SHORTEST));
            }
        }
        if (best < VOICED) {
            return 0;
        }
        for (int lag = SHORTEST; lag <= LONGEST; lag++) { // the shortest period that is nearly as good
            if (score[lag] - 0.0015 * (lag - SHORTEST) > best - 0.05
                    && score[lag] >= score[lag - 1]
                    && score[lag] >= score[lag + 1]) {
                double curve = score[lag - 1] - 2 * score[lag] + score[lag + 1];
                double shift = curve < -1e-9 ? 0.5 * (score[lag - 1] - score[lag + 1]) / curve : 0;
                return (float) (RATE / (lag + Math.clamp(shift, -0.5, 0.5)));
            }
        }
        return 0;
    }

    private static float[] median(float[] values) {
        var smooth = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            float[] near = Arrays.copyOfRange(values, Math.max(0, i - 2), Math.min(values.length, i + 3));
            Arrays.sort(near);
            smooth[i] = near[near.length / 2];
        }
        return smooth;
    }
}
