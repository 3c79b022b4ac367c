package dev.yinsong.nano.vocoder;

import dev.yinsong.nano.feature.Clip;

/** A mel spectrum as if all its frequencies were higher or lower: pitch and formants together. */
final class RaisedMel {

    private static final double HIGHEST = 8000; // hertz, the upper edge of the last band
    private static final double LINEAR_TO = 1000; // hertz; Slaney's scale is logarithmic above
    private static final double LINEAR_MELS = 15, MEL_GROWTH = Math.log(6.4) / 27;
    private static final double MELS = mel(HIGHEST);

    private RaisedMel() {}

    /**
     * Raises.
     *
     * @param mel log magnitudes [T, 80], row-major; not changed
     * @param factor by which each frequency is multiplied
     * @param louder what is added to each value, in nepers
     */
    static float[] of(float[] mel, double factor, double louder) {
        var out = new float[mel.length];
        int frames = mel.length / Clip.MEL;
        for (int m = 0; m < Clip.MEL; m++) {
            double at = band(hertz(m) / factor);
            int left = Math.clamp((int) at, 0, Clip.MEL - 2);
            float share = (float) Math.clamp(at - left, 0, 1);
            for (int t = 0; t < frames; t++) {
                float a = mel[t * Clip.MEL + left];
                float b = mel[t * Clip.MEL + left + 1];
                out[t * Clip.MEL + m] = (float) (a + share * (b - a) + louder);
            }
        }
        return out;
    }

    /** The centre of a band. */
    private static double hertz(int band) {
        double mel = (band + 1) * MELS / (Clip.MEL + 1);
        return mel < LINEAR_MELS
                ? mel * LINEAR_TO / LINEAR_MELS
                : LINEAR_TO * Math.exp((mel - LINEAR_MELS) * MEL_GROWTH);
    }

    private static double band(double hertz) {
        return mel(hertz) * (Clip.MEL + 1) / MELS - 1;
    }

    private static double mel(double hertz) {
        return hertz < LINEAR_TO
                ? hertz * LINEAR_MELS / LINEAR_TO
                : LINEAR_MELS + Math.log(hertz / LINEAR_TO) / MEL_GROWTH;
    }
}
