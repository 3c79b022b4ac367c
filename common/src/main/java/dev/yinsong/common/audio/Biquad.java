package dev.yinsong.common.audio;

/** A filter of second order: y = (b0 + b1 z⁻¹ + b2 z⁻²) / (1 + a1 z⁻¹ + a2 z⁻²) · x. */
record Biquad(double b0, double b1, double b2, double a1, double a2) {

    double[] apply(double[] x) {
        var y = new double[x.length];
        double s1 = 0, s2 = 0;
        for (int i = 0; i < x.length; i++) {
            y[i] = b0 * x[i] + s1;
            s1 = b1 * x[i] - a1 * y[i] + s2;
            s2 = b2 * x[i] - a2 * y[i];
        }
        return y;
    }
}
