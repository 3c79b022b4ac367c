package dev.yinsong.common.audio;

/**
 * Discrete Fourier transform of real frames of an even length, through a complex transform of half that length.
 *
 * <p>Holds only tables: safe to share between threads.
 */
final class RealFft {

    private final int size;
    private final ComplexFft half;
    private final double[] cos, sin;

    /** @param size frame length; even and at least 2, fast where its half is made of 2, 3 and 5 */
    RealFft(int size) {
        if (size < 2 || size % 2 != 0) {
            throw new IllegalArgumentException("size must be even and at least 2, was " + size);
        }
        this.size = size;
        this.half = new ComplexFft(size / 2);
        this.cos = new double[size / 2 + 1];
        this.sin = new double[size / 2 + 1];
        for (int k = 0; k <= size / 2; k++) {
            cos[k] = Math.cos(2 * Math.PI * k / size);
            sin[k] = Math.sin(2 * Math.PI * k / size);
        }
    }

    int size() {
        return size;
    }

    /** Bins from zero to half the sample rate, both included. */
    int bins() {
        return size / 2 + 1;
    }

    /**
     * Squared magnitudes.
     *
     * @param frame {@code size} samples, left unchanged
     * @param power receives {@link #bins()} values
     */
    void power(double[] frame, double[] power) {
        int n = size / 2;
        var re = new double[n];
        var im = new double[n];
        for (int i = 0; i < n; i++) {
            re[i] = frame[2 * i];
            im[i] = frame[2 * i + 1];
        }
        half.transform(re, im);
        for (int k = 0; k <= n; k++) {
            int a = k == n ? 0 : k;
            int b = k == 0 ? 0 : n - k;
            double evenRe = (re[a] + re[b]) / 2, evenIm = (im[a] - im[b]) / 2;
            double oddRe = (im[a] + im[b]) / 2, oddIm = (re[b] - re[a]) / 2;
            double x = evenRe + oddRe * cos[k] + oddIm * sin[k];
            double y = evenIm + oddIm * cos[k] - oddRe * sin[k];
            power[k] = x * x + y * y;
        }
    }
}
