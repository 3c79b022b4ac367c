package dev.yinsong.common.audio;

/**
 * A filter of second order: y = (b0 + b1 z⁻¹ + b2 z⁻²) / (1 + a1 z⁻¹ + a2 z⁻²) · x. It remembers the samples that it has
 * seen: one for each sound.
 */
final class Biquad {

    private final double b0, b1, b2, a1, a2;
    private double s1, s2;

    Biquad(double b0, double b1, double b2, double a1, double a2) {
        this.b0 = b0;
        this.b1 = b1;
        this.b2 = b2;
        this.a1 = a1;
        this.a2 = a2;
    }

    /** The output for the next sample. */
    double next(double x) {
        double y = b0 * x + s1;
        s1 = b1 * x - a1 * y + s2;
        s2 = b2 * x - a2 * y;
        return y;
    }
}
