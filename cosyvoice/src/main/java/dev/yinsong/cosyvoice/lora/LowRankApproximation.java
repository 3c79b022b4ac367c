package dev.yinsong.cosyvoice.lora;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The best product B·A of a rank for a matrix, by randomised subspace iteration (Halko, Martinsson and Tropp, 2011,
 * algorithm 4.4) and the eigenvectors of what remains of it.
 */
final class LowRankApproximation {

    private static final int SPARE = 6; // dimensions beyond the rank, which make the others exact
    private static final int ITERATIONS = 4;
    private static final int SWEEPS = 60;
    private static final double NEGLIGIBLE = 1e-30;

    private LowRankApproximation() {}

    /**
     * Approximates.
     *
     * @param matrix [out, in] row-major
     * @return both factors with singular values shared evenly; zeros for a matrix of zeros
     */
    static Factors of(float[] matrix, int out, int in, int rank) {
        int width = Math.min(rank + SPARE, Math.min(out, in));
        var range = orthonormal(times(matrix, out, in, gaussian(width, in)));
        for (int i = 0; i < ITERATIONS; i++) {
            range = orthonormal(times(matrix, out, in, orthonormal(transposedTimes(matrix, out, in, range))));
        }
        var small = transposedTimes(matrix, out, in, range); // rows of Qᵀ·M, [width][in]
        var squares = new double[width][width];
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                squares[i][j] = dot(small[i], small[j]);
            }
        }
        var vectors = eigenvectors(squares); // afterwards the squared singular values are the diagonal
        var order = new Integer[width];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (i, j) -> Double.compare(squares[j][j], squares[i][i]));

        var a = new float[rank * in];
        var b = new float[out * rank];
        for (int k = 0; k < Math.min(rank, width); k++) {
            int component = order[k];
            double root = Math.sqrt(Math.sqrt(Math.max(0, squares[component][component])));
            if (root * root < NEGLIGIBLE) {
                break;
            }
            for (int w = 0; w < width; w++) {
                double weight = vectors[w][component];
                for (int i = 0; i < in; i++) {
                    a[k * in + i] += (float) (weight * small[w][i] / root);
                }
                for (int o = 0; o < out; o++) {
                    b[o * rank + k] += (float) (weight * range[w][o] * root);
                }
            }
        }
        return new Factors(rank, in, out, a, b);
    }

    private static double[][] gaussian(int rows, int columns) {
        var random = new SplittableRandom(1);
        var values = new double[rows][columns];
        for (var row : values) {
            Arrays.setAll(row, _ -> random.nextGaussian());
        }
        return values;
    }

    /** M·x for each row x [in]: rows of [out]. */
    private static double[][] times(float[] matrix, int out, int in, double[][] rows) {
        var products = new double[rows.length][out];
        for (int o = 0; o < out; o++) {
            for (int r = 0; r < rows.length; r++) {
                double sum = 0;
                for (int i = 0; i < in; i++) {
                    sum += matrix[o * in + i] * rows[r][i];
                }
                products[r][o] = sum;
            }
        }
        return products;
    }

    /** Mᵀ·y for each row y [out]: rows of [in]. */
    private static double[][] transposedTimes(float[] matrix, int out, int in, double[][] rows) {
        var products = new double[rows.length][in];
        for (int o = 0; o < out; o++) {
            for (int r = 0; r < rows.length; r++) {
                double factor = rows[r][o];
                for (int i = 0; i < in; i++) {
                    products[r][i] += factor * matrix[o * in + i];
                }
            }
        }
        return products;
    }

    /** Gram and Schmidt, twice, for what rounding left over. Rows that depend on others become zero. */
    private static double[][] orthonormal(double[][] rows) {
        for (int r = 0; r < rows.length; r++) {
            double before = Math.sqrt(dot(rows[r], rows[r]));
            for (int again = 0; again < 2; again++) {
                for (int earlier = 0; earlier < r; earlier++) {
                    add(rows[r], rows[earlier], -dot(rows[r], rows[earlier]));
                }
            }
            double length = Math.sqrt(dot(rows[r], rows[r]));
            double scale = length > 1e-12 * before && length > NEGLIGIBLE ? 1 / length : 0;
            for (int i = 0; i < rows[r].length; i++) {
                rows[r][i] *= scale;
            }
        }
        return rows;
    }

    /** Jacobi's rotations: makes a symmetric matrix diagonal and returns its eigenvectors as columns. */
    private static double[][] eigenvectors(double[][] matrix) {
        int size = matrix.length;
        var vectors = new double[size][size];
        for (int i = 0; i < size; i++) {
            vectors[i][i] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int p = 0; p < size; p++) {
                for (int q = p + 1; q < size; q++) {
                    rotate(matrix, vectors, p, q);
                }
            }
        }
        return vectors;
    }

    private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
        if (Math.abs(matrix[p][q]) <= NEGLIGIBLE) {
            return;
        }
        double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        double tangent = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        for (int k = 0; k < matrix.length; k++) {
            double left = matrix[k][p];
            double right = matrix[k][q];
            matrix[k][p] = cosine * left - sine * right;
            matrix[k][q] = sine * left + cosine * right;
        }
        for (int k = 0; k < matrix.length; k++) {
            double upper = matrix[p][k];
            double lower = matrix[q][k];
            matrix[p][k] = cosine * upper - sine * lower;
            matrix[q][k] = sine * upper + cosine * lower;
        }
        for (var row : vectors) {
            double left = row[p];
            double right = row[q];
            row[p] = cosine * left - sine * right;
            row[q] = sine * left + cosine * right;
        }
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    private static void add(double[] to, double[] x, double factor) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * x[i];
        }
    }
}
