package dev.yinsong.common.audio;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Change of sample rate by a windowed sinc, as torchaudio's {@code sinc_interp_hann} with a low-pass width of 6 zero
 * crossings and a roll-off of 0.99.
 *
 * <p>Rates are reduced to a/b; output sample i·b + p is one kernel p laid over the input around i·a. Only the taps inside
 * the window are kept. Safe to share between threads.
 */
public final class Resampler {

    private static final int ZERO_CROSSINGS = 6;
    private static final double ROLLOFF = 0.99;
    private static final ResamplerCache KEPT = new ResamplerCache(1 << 22); // 16 MB

    private final int targetRate;
    private final int from, to;
    private final int[] first; // of each phase: index of its first tap, relative to i·a
    private final float[][] taps;

    /** Designs the kernels anew; see {@link #of}. */
    Resampler(int sourceRate, int targetRate) {
        int divisor = BigInteger.valueOf(sourceRate)
                .gcd(BigInteger.valueOf(targetRate))
                .intValue();
        this.targetRate = targetRate;
        this.from = sourceRate / divisor;
        this.to = targetRate / divisor;
        this.first = new int[to];
        this.taps = new float[to][];
        for (int phase = 0; phase < to; phase++) {
            design(phase);
        }
    }

    /**
     * A resampler between two rates in hertz; kept for the next who wants it.
     *
     * @throws IllegalArgumentException if a rate is below 1 Hz
     */
    public static Resampler of(int sourceRate, int targetRate) {
        if (sourceRate < 1 || targetRate < 1) {
            throw new IllegalArgumentException("rates must be at least 1 Hz, were " + sourceRate + ", " + targetRate);
        }
        return KEPT.of(sourceRate, targetRate);
    }

    /** Numbers that all kernels have together. */
    long size() {
        long size = 0;
        for (var kernel : taps) {
            size += kernel.length;
        }
        return size;
    }

    /** Input samples after which the kernels repeat. */
    int period() {
        return from;
    }

    /** Input samples that an output sample depends on, to either side of its own instant. */
    int reach() {
        int reach = 0;
        for (int phase = 0; phase < to; phase++) {
            reach = Math.max(reach, Math.max(-first[phase], first[phase] + taps[phase].length));
        }
        return reach + 1;
    }

    private void design(int phase) {
        double base = Math.min(from, to) * ROLLOFF;
        double reach = ZERO_CROSSINGS * from / base;
        // The reference rounds the phase, and nothing else, to single precision.
        double offset = (float) phase / to;
        // One more to either side than rounding could move the window's ends.
        int start = (int) Math.floor(offset * from - reach) - 1;
        var all = new float[(int) Math.ceil(2 * reach) + 4];
        int low = all.length;
        int high = 0;
        for (int k = 0; k < all.length; k++) {
            double t = ((double) (start + k) / from - offset) * base;
            if (Math.abs(t) >= ZERO_CROSSINGS) {
                continue;
            }
            double window = Math.pow(Math.cos(t * Math.PI / ZERO_CROSSINGS / 2), 2);
            double x = t * Math.PI;
            all[k] = (float) ((x == 0 ? 1 : Math.sin(x) / x) * window * base / from);
            low = Math.min(low, k);
            high = k + 1;
        }
        first[phase] = start + low;
        taps[phase] = Arrays.copyOfRange(all, low, high);
    }

    /** The sound at the target rate: ⌈N·target/source⌉ samples. */
    public Waveform apply(Waveform sound) {
        float[] x = sound.samples();
        var y = new float[resampled(x)];
        for (int i = 0; i < y.length; i++) {
            y[i] = sample(x, i);
        }
        return new Waveform(y, targetRate);
    }

    /** The peak of the sound at the target rate, which is not made for it. */
    double peak(Waveform sound) {
        float[] x = sound.samples();
        double peak = 0;
        for (int i = 0; i < resampled(x); i++) {
            peak = Math.max(peak, Math.abs(sample(x, i)));
        }
        return peak;
    }

    private int resampled(float[] x) {
        return Math.toIntExact(((long) x.length * to + from - 1) / from);
    }

    private float sample(float[] x, int i) {
        int phase = i % to;
        return dot(x, (int) ((long) (i / to) * from) + first[phase], taps[phase]);
    }

    private static float dot(float[] x, int start, float[] taps) {
        int k = Math.max(0, -start);
        int end = Math.min(taps.length, x.length - start);
        double sum = 0;
        for (; k < end; k++) {
            sum += (double) x[start + k] * taps[k];
        }
        return (float) sum;
    }
}
