package dev.yinsong.common.audio;

import java.util.Arrays;

/**
 * Where in a recording someone speaks, judged by level alone: 10 ms frames that stand out from the quietest ones.
 *
 * <p>Good for trimming and for judging a recording; no voice is told from a slamming door.
 */
final class Activity {

    private static final double FRAME_SECONDS = 0.01;
    private static final double BELOW_SPEECH = 40; // dB under the loud frames, nothing quieter is speech
    private static final double ABOVE_NOISE = 8; // dB over the quiet frames, nothing quieter is speech
    private static final double NEAR_SPEECH = 15; // dB under the loud frames, anything louder is speech
    private static final double NEVER_SPEECH = -70; // dBFS
    private static final int NEIGHBOURS = 2;

    private final int hop;
    private final double[] levels; // dBFS, of each frame
    private final double loud, quiet, threshold;

    Activity(Waveform sound) {
        this(hop(sound.sampleRate()), levels(sound.samples(), hop(sound.sampleRate())));
    }

    /**
     * Activity in a recording that was measured before.
     *
     * @param hop samples a frame, see {@link #hop(int)}
     * @param levels of the frames, in dBFS RMS; at least one
     */
    Activity(int hop, double[] levels) {
        this.hop = hop;
        this.levels = levels;
        var sorted = levels.clone();
        Arrays.sort(sorted);
        this.loud = percentile(sorted, 0.98);
        this.quiet = percentile(sorted, 0.05);
        this.threshold = Math.max(
                NEVER_SPEECH, Math.max(loud - BELOW_SPEECH, Math.min(quiet + ABOVE_NOISE, loud - NEAR_SPEECH)));
    }

    /** Samples a frame at some rate. */
    static int hop(int sampleRate) {
        return Math.max(1, (int) (FRAME_SECONDS * sampleRate));
    }

    private static double[] levels(float[] samples, int hop) {
        var levels = new double[Math.max(1, samples.length / hop)];
        for (int t = 0; t < levels.length; t++) {
            int from = t * hop;
            int to = Math.min(from + hop, samples.length);
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += (double) samples[i] * samples[i];
            }
            levels[t] = Decibels.ofPower(sum / Math.max(1, to - from));
        }
        return levels;
    }

    private static double percentile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    /** Samples a frame. */
    int hop() {
        return hop;
    }

    int frames() {
        return levels.length;
    }

    /** Whether the frame and most of its neighbours are loud enough: a click is not. */
    boolean active(int frame) {
        int above = 0;
        for (int t = frame - NEIGHBOURS; t <= frame + NEIGHBOURS; t++) {
            above += t >= 0 && t < levels.length && levels[t] >= threshold ? 1 : 0;
        }
        return levels[frame] >= threshold && above > NEIGHBOURS;
    }

    /** Share of active frames, 0 to 1. */
    double ratio() {
        int active = 0;
        for (int t = 0; t < levels.length; t++) {
            active += active(t) ? 1 : 0;
        }
        return (double) active / levels.length;
    }

    /** How far the loud frames stand over the quiet ones, in dB. */
    double range() {
        return loud - quiet;
    }
}
