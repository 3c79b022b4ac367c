package dev.yinsong.common.audio;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;

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
    private static final ConcurrentHashMap<Long, Resampler> RESAMPLERS = new ConcurrentHashMap<>();

    private final int targetRate;
    private final int from, to;
    private final int[] first; // of each phase: index of its first tap, relative to i·a
    private final float[][] taps;

    private Resampler(int sourceRate, int targetRate) {
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
     * A resampler between two rates in hertz; made once and kept.
     *
     * @throws IllegalArgumentException if a rate is below 1 Hz
     */
    public static Resampler of(int sourceRate, int targetRate) {
        if (sourceRate < 1 || targetRate < 1) {
            throw new IllegalArgumentException("rates must be at least 1 Hz, were " + sourceRate + ", " + targetRate);
        }
        // A rate nobody uses must not stay for ever: uploads choose the key.
        if (RESAMPLERS.size() > 64) {
            RESAMPLERS.clear();
        }
        return RESAMPLERS.computeIfAbsent(
                ((long) sourceRate << 32) | targetRate, key -> new Resampler(sourceRate, targetRate));
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
        int width = (int) Math.ceil(ZERO_CROSSINGS * from / base);
        var all = new float[2 * width + from];
        int low = all.length;
        int high = 0;
        for (int k = 0; k < all.length; k++) {
            // The reference rounds the phase, and nothing else, to single precision.
            double t = ((double) (k - width) / from - (float) phase / to) * base;
            if (Math.abs(t) >= ZERO_CROSSINGS) {
                continue;
            }
            double window = Math.pow(Math.cos(t * Math.PI / ZERO_CROSSINGS / 2), 2);
            double x = t * Math.PI;
            all[k] = (float) ((x == 0 ? 1 : Math.sin(x) / x) * window * base / from);
            low = Math.min(low, k);
            high = k + 1;
        }
        first[phase] = low - width;
        taps[phase] = Arrays.copyOfRange(all, low, high);
    }

    /** The sound at the target rate: ⌈N·target/source⌉ samples. */
    public Waveform apply(Waveform sound) {
        float[] x = sound.samples();
        var y = new float[Math.toIntExact(((long) x.length * to + from - 1) / from)];
        for (int i = 0; i < y.length; i++) {
            int phase = i % to;
            y[i] = dot(x, (int) ((long) (i / to) * from) + first[phase], taps[phase]);
        }
        return new Waveform(y, targetRate);
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
