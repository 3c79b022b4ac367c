package dev.yinsong.nano.corpus;

/** Resampling by any factor with a windowed sinc, which raises pitch and formants together. */
public final class Warp {

    private static final int HALF_WIDTH = 16;

    private Warp() {}

    /**
     * Plays a sound faster.
     *
     * @param factor how many input samples make one output sample; above 1 shortens and raises
     */
    public static float[] resample(float[] in, double factor) {
        if (factor == 1) {
            return in.clone();
        }
        double cutoff = Math.min(1, 1 / factor) * 0.97;
        int reach = (int) Math.ceil(HALF_WIDTH / cutoff);
        var out = new float[(int) (in.length / factor)];
        for (int i = 0; i < out.length; i++) {
            double centre = i * factor;
            int from = Math.max(0, (int) Math.ceil(centre - reach));
            int to = Math.min(in.length - 1, (int) Math.floor(centre + reach));
            double sum = 0;
            for (int k = from; k <= to; k++) {
                double distance = k - centre;
                double window = 0.5 + 0.5 * Math.cos(Math.PI * distance / reach);
                sum += in[k] * window * sinc(distance * cutoff);
            }
            out[i] = (float) (sum * cutoff);
        }
        return out;
    }

    private static double sinc(double x) {
        return Math.abs(x) < 1e-9 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }
}
