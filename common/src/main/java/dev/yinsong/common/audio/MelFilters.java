package dev.yinsong.common.audio;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Triangles over the bins of a spectrum, equally spaced on a mel scale.
 *
 * <p>Only the non-zero stretch of each triangle is kept. Immutable.
 */
public final class MelFilters {

    private static final double SLANEY_KNEE_MEL = 15;
    private static final double SLANEY_LOG_STEP = Math.log(6.4) / 27;

    private final int bins;
    private final int[] first;
    private final double[][] weights;

    private MelFilters(double[][] dense) {
        this.bins = dense[0].length;
        this.first = new int[dense.length];
        this.weights = new double[dense.length][];
        for (int i = 0; i < dense.length; i++) {
            int from = 0;
            int to = bins;
            while (from < to && dense[i][from] == 0) {
                from++;
            }
            while (to > from && dense[i][to - 1] == 0) {
                to--;
            }
            first[i] = from;
            weights[i] = Arrays.copyOfRange(dense[i], from, to);
        }
    }

    /**
     * Slaney's filters as librosa makes them: linear below 1 kHz, logarithmic above, each of unit area.
     *
     * @param sampleRate in hertz
     * @param fftSize the filters cover its {@code fftSize / 2 + 1} bins
     * @param count number of filters
     * @param lowest lower edge of the first filter in hertz
     * @param highest upper edge of the last filter in hertz
     */
    public static MelFilters slaney(int sampleRate, int fftSize, int count, double lowest, double highest) {
        var edges = edges(count, slaneyMel(lowest), slaneyMel(highest), MelFilters::slaneyHertz);
        var dense = new double[count][fftSize / 2 + 1];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < dense[i].length; k++) {
                double hertz = (double) k * sampleRate / fftSize;
                dense[i][k] = triangle(hertz, edges[i], edges[i + 1], edges[i + 2]) * 2 / (edges[i + 2] - edges[i]);
            }
        }
        return new MelFilters(dense);
    }

    /**
     * Kaldi's filters: triangles that are straight on the mel scale 1127 ln(1 + f/700), of unit height, over the
     * {@code fftSize / 2} bins below half the sample rate.
     */
    public static MelFilters kaldi(int sampleRate, int fftSize, int count, double lowest, double highest) {
        var edges = edges(count, kaldiMel(lowest), kaldiMel(highest), DoubleUnaryOperator.identity());
        var dense = new double[count][fftSize / 2];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < dense[i].length; k++) {
                double mel = kaldiMel((double) k * sampleRate / fftSize);
                dense[i][k] = triangle(mel, edges[i], edges[i + 1], edges[i + 2]);
            }
        }
        return new MelFilters(dense);
    }

    private static double[] edges(int count, double low, double high, DoubleUnaryOperator fromMel) {
        if (count < 1 || low >= high) {
            throw new IllegalArgumentException(
                    "needs a filter and a band, were %d filters over mel %s to %s".formatted(count, low, high));
        }
        var edges = new double[count + 2];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = fromMel.applyAsDouble(low + (high - low) * i / (count + 1));
        }
        return edges;
    }

    private static double triangle(double x, double left, double centre, double right) {
        return Math.max(0, Math.min((x - left) / (centre - left), (right - x) / (right - centre)));
    }

    private static double slaneyMel(double hertz) {
        return hertz < 1000 ? hertz * 3 / 200 : SLANEY_KNEE_MEL + Math.log(hertz / 1000) / SLANEY_LOG_STEP;
    }

    private static double slaneyHertz(double mel) {
        return mel < SLANEY_KNEE_MEL ? mel * 200 / 3 : 1000 * Math.exp(SLANEY_LOG_STEP * (mel - SLANEY_KNEE_MEL));
    }

    private static double kaldiMel(double hertz) {
        return 1127 * Math.log(1 + hertz / 700);
    }

    public int count() {
        return weights.length;
    }

    /** Spectrum bins that the filters cover. */
    public int bins() {
        return bins;
    }

    /** Sum of {@code spectrum} under filter {@code index}. */
    double under(int index, double[] spectrum) {
        var weight = weights[index];
        int from = first[index];
        double sum = 0;
        for (int k = 0; k < weight.length; k++) {
            sum += weight[k] * spectrum[from + k];
        }
        return sum;
    }

    /** The filters as a row-major matrix [count, bins]. */
    public double[] matrix() {
        var matrix = new double[count() * bins];
        for (int i = 0; i < count(); i++) {
            System.arraycopy(weights[i], 0, matrix, i * bins + first[i], weights[i].length);
        }
        return matrix;
    }
}
