package dev.yinsong.common.audio;

/** Levels in decibels and back. */
final class Decibels {

    /** What silence is called, so that no infinity travels. */
    static final double FLOOR = -120;

    private Decibels() {}

    static double ofAmplitude(double amplitude) {
        return amplitude <= 1e-6 ? FLOOR : 20 * Math.log10(amplitude);
    }

    static double ofPower(double power) {
        return power <= 1e-12 ? FLOOR : 10 * Math.log10(power);
    }

    static double toAmplitude(double decibels) {
        return Math.pow(10, decibels / 20);
    }
}
