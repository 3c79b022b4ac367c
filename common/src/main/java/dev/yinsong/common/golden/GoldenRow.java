package dev.yinsong.common.golden;

/**
 * One tensor of the reference, compared.
 *
 * @param name the tensor's key, after its file's stem: {@code frontend zeroshot.mel}
 * @param maxError largest difference, absolute or (of logarithms) relative; NaN where nothing was computed or the sizes differ
 * @param tolerance largest difference that passes
 * @param ok whether it passes
 */
public record GoldenRow(String name, double maxError, double tolerance, boolean ok) {

    /** Compares element by element; a difference in length or a NaN fails. */
    public static GoldenRow compare(String name, float[] actual, float[] expected, double tolerance) {
        return compare(name, widened(actual), widened(expected), tolerance);
    }

    /** Compares element by element; a difference in length or a NaN fails. */
    public static GoldenRow compare(String name, double[] actual, double[] expected, double tolerance) {
        if (actual.length != expected.length) {
            return failed(name, tolerance);
        }
        double worst = 0;
        for (int i = 0; i < actual.length; i++) {
            double error = Math.abs(actual[i] - expected[i]);
            if (Double.isNaN(error)) {
                return failed(name, tolerance);
            }
            worst = Math.max(worst, error);
        }
        return new GoldenRow(name, worst, tolerance, worst <= tolerance);
    }

    private static double[] widened(float[] values) {
        var widened = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            widened[i] = values[i];
        }
        return widened;
    }

    /**
     * Compares logarithms: each difference is taken relative to the logarithm where that is larger than 1, since the
     * quiet bins carry the rounding noise of the loud ones.
     *
     * @param logs the logarithms before anything was taken away from them
     */
    static GoldenRow compareLogs(String name, float[] actual, float[] expected, float[] logs, double tolerance) {
        if (actual.length != expected.length || logs.length != expected.length) {
            return failed(name, tolerance);
        }
        var scaled = new double[actual.length];
        var wanted = new double[actual.length];
        for (int i = 0; i < scaled.length; i++) {
            double scale = Math.max(1, Math.abs(logs[i]));
            scaled[i] = actual[i] / scale;
            wanted[i] = expected[i] / scale;
        }
        return compare(name, scaled, wanted, tolerance);
    }

    /** A tensor that could not be computed. */
    public static GoldenRow failed(String name, double tolerance) {
        return new GoldenRow(name, Double.NaN, tolerance, false);
    }
}
