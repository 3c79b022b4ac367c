package dev.yinsong.common.audio;

import java.util.Arrays;
import java.util.function.DoublePredicate;

/**
 * How loud a sound is to a listener: integrated loudness after EBU R 128 (ITU-R BS.1770-4), in LUFS, and its true peak.
 *
 * <p>Blocks of 400 ms, 100 ms apart, K-weighted; those under -70 LUFS, then those 10 under the mean of the rest, do not
 * count. A sound shorter than one block is one block.
 */
public final class Loudness {

    /** What a sound without any block above the gate is said to have. */
    public static final double SILENT = -70;

    private static final double BLOCK_SECONDS = 0.4;
    private static final double STEP_SECONDS = 0.1;
    private static final double RELATIVE_GATE = -10;
    private static final int OVERSAMPLING = 4;

    private Loudness() {}

    /** Integrated loudness in LUFS; {@link #SILENT} for silence. */
    public static double integrated(Waveform sound) {
        var energies = blockEnergies(sound);
        double absolute = meanWhere(energies, energy -> lufs(energy) > SILENT);
        if (absolute <= 0) {
            return SILENT;
        }
        double gate = lufs(absolute) + RELATIVE_GATE;
        return lufs(meanWhere(energies, energy -> lufs(energy) > SILENT && lufs(energy) > gate));
    }

    /** Largest absolute value between the samples too, found at four times the rate. */
    public static double truePeak(Waveform sound) {
        var finer = Resampler.of(sound.sampleRate(), sound.sampleRate() * OVERSAMPLING);
        return Math.max(sound.peak(), finer.peak(sound));
    }

    /**
     * The sound with a gain that brings it to the nearest end of a range of loudness; unchanged where it already lies
     * within, or is silent.
     *
     * @param lowest in LUFS
     * @param highest in LUFS
     * @param truePeakLimit in dBTP: a gain that would pass it is lowered
     */
    public static Waveform normalised(Waveform sound, double lowest, double highest, double truePeakLimit) {
        double loudness = integrated(sound);
        if (loudness <= SILENT) {
            return sound;
        }
        double gain = Math.clamp(loudness, lowest, highest) - loudness;
        double headroom = truePeakLimit - Decibels.ofAmplitude(truePeak(sound));
        double applied = Math.min(gain, headroom);
        return applied == 0 ? sound : sound.scaled(Decibels.toAmplitude(applied));
    }

    private static double lufs(double energy) {
        return -0.691 + Decibels.ofPower(energy);
    }

    private static double meanWhere(double[] energies, DoublePredicate counts) {
        return Arrays.stream(energies).filter(counts).average().orElse(0);
    }

    /** Goes through the sound once, and keeps a number a block: a clip's samples are many. */
    private static double[] blockEnergies(Waveform sound) {
        float[] samples = sound.samples();
        int block = Math.min((int) Math.round(BLOCK_SECONDS * sound.sampleRate()), samples.length);
        int step = Math.max(1, (int) Math.round(STEP_SECONDS * sound.sampleRate()));
        var energies = new double[block == 0 ? 0 : (samples.length - block) / step + 1];
        var sumsBefore = new double[energies.length];
        var shelf = highShelf(sound.sampleRate());
        var highPass = highPass(sound.sampleRate());
        double sum = 0;
        for (int i = 0; i < samples.length; i++) {
            if (i % step == 0 && i / step < sumsBefore.length) {
                sumsBefore[i / step] = sum;
            }
            double weighted = highPass.next(shelf.next(samples[i]));
            sum += weighted * weighted;
            int from = i + 1 - block;
            if (from >= 0 && from % step == 0) {
                energies[from / step] = (sum - sumsBefore[from / step]) / block;
            }
        }
        return energies;
    }

    /** The head's effect: 4 dB more above 1.7 kHz. */
    private static Biquad highShelf(int rate) {
        double k = Math.tan(Math.PI * 1681.974450955533 / rate);
        double q = 0.7071752369554196;
        double high = Math.pow(10, 3.999843853973347 / 20);
        double band = Math.pow(high, 0.4996667741545416);
        double a0 = 1 + k / q + k * k;
        return new Biquad(
                (high + band * k / q + k * k) / a0,
                2 * (k * k - high) / a0,
                (high - band * k / q + k * k) / a0,
                2 * (k * k - 1) / a0,
                (1 - k / q + k * k) / a0);
    }

    /** The ear's deafness to what lies under 38 Hz. */
    private static Biquad highPass(int rate) {
        double k = Math.tan(Math.PI * 38.13547087602444 / rate);
        double q = 0.5003270373238773;
        double a0 = 1 + k / q + k * k;
        return new Biquad(1, -2, 1, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0);
    }
}
