package dev.yinsong.cosyvoice.golden;

import dev.yinsong.common.golden.GoldenRow;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.nn.Weights;
import dev.yinsong.cosyvoice.tensor.DType;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tape;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The comparisons with one file of reference tensors.
 *
 * <p>A tensor passes when its largest error is at most {@value #RELATIVE} of its largest value: five times what the
 * reference in F32 differs from itself in F64, as measured on a small model, rounded up.
 */
public final class GoldenRows {

    private static final double RELATIVE = 3e-6;
    private static final String GRADIENT_OF = "grad.";
    private static final double GRADIENT = 1e-5, GRADIENT_FLOOR = 1e-7;
    // A reference that adds in another order was seen to be off by up to five times as much: theirs and ours together.
    private static final double ROUNDING = 10;
    // Behind the sinusoids of the time, whose arguments reach 1000, gradients lose three more digits' worth.
    private static final double TIME_GRADIENT = 1e-4;

    private final String stem;
    private final SafeTensors golden;
    private final List<GoldenRow> rows = new ArrayList<>();

    /** @param stem the file's name without its ending, which starts each row's name */
    public GoldenRows(String stem, SafeTensors golden) {
        this.stem = stem;
        this.golden = golden;
    }

    /** All rows so far. */
    public List<GoldenRow> all() {
        return Collections.unmodifiableList(rows);
    }

    /** Compares a tensor, if the file has one of that name. */
    public void compare(String name, Tensor actual) {
        compare(name, actual.floats());
    }

    /** Compares floats with the usual tolerance. */
    public void compare(String name, float[] actual) {
        if (golden.has(name)) {
            compare(name, actual, RELATIVE * largest(golden.tensor(name).floats()));
        }
    }

    /**
     * Compares floats by name with the usual tolerance, or with ten times what rounding does to them here where that is
     * more: weights that were trained carry an error of rounding much further than random ones.
     *
     * @param exact the same, computed in F64
     */
    public void compare(Map<String, float[]> actual, Map<String, float[]> exact) {
        actual.forEach((name, values) -> {
            double rounding = rounding(values, Objects.requireNonNull(exact.get(name), name));
            compare(name, values, RELATIVE, rounding);
        });
    }

    /** Compares a tensor with a tolerance of its own. */
    public void compare(String name, Tensor actual, double tolerance) {
        compare(name, actual.floats(), tolerance);
    }

    /** Compares floats with a tolerance of their own. */
    public void compare(String name, float[] actual, double tolerance) {
        if (golden.has(name)) {
            rows.add(GoldenRow.compare(
                    stem + " " + name, actual, golden.tensor(name).floats(), tolerance));
        }
    }

    /** Compares floats that may be off by a share of the largest expected one, or by a floor where that is more. */
    public void compare(String name, float[] actual, double share, double floor) {
        if (golden.has(name)) {
            compare(
                    name,
                    actual,
                    Math.max(floor, share * largest(golden.tensor(name).floats())));
        }
    }

    /** Compares integers, which have to be equal. */
    public void compare(String name, long[] actual) {
        if (golden.has(name)) {
            rows.add(GoldenRow.compare(
                    stem + " " + name,
                    widened(actual),
                    widened(golden.tensor(name).longs()),
                    0));
        }
    }

    /**
     * Compares the gradients of a loss by all weights that the file names as {@code grad.NAME}, in a network without
     * dropout.
     *
     * <p>They are computed in F64 as well, as the loss is told: a gradient may be off by a share of its largest value, and
     * by ten times what rounding does to it here, for it does as much and more to the reference's.
     */
    public void compareGradients(Parameters parameters, BiFunction<Weights, DType, Tensor> loss) {
        try (var trained = backward(parameters, DType.F32, loss);
                var exact = backward(parameters, DType.F64, loss)) {
            for (var name : golden.names()) {
                if (name.startsWith(GRADIENT_OF)) {
                    var weight = name.substring(GRADIENT_OF.length());
                    compareGradient(name, gradient(trained, weight), gradient(exact, weight));
                }
            }
        }
    }

    private static Parameters backward(Parameters parameters, DType type, BiFunction<Weights, DType, Tensor> loss) {
        var copies = new LinkedHashMap<String, Tensor>();
        try (var scope = Scope.open()) {
            parameters.tensors().forEach((name, tensor) -> copies.put(name, scope.detach(tensor.copy())));
        }
        var trained = Parameters.trainable(copies).withoutDropout();
        try (var scope = Scope.open();
                var tape = Tape.open()) {
            loss.apply(trained.cast(type).weights(), type).backward();
        }
        return trained;
    }

    private static float @Nullable [] gradient(Parameters trained, String weight) {
        try (var scope = Scope.open()) {
            var tensor = trained.tensors().get(weight);
            return tensor == null ? null : tensor.gradient().map(Tensor::floats).orElse(null);
        }
    }

    /** Compares a gradient, also with itself as computed in F64; a missing one fails. */
    void compareGradient(String name, float @Nullable [] actual, float @Nullable [] exact) {
        var expected = golden.tensor(name).floats();
        double share = name.contains(".time_mlp.") ? TIME_GRADIENT : GRADIENT;
        double tolerance = share * largest(expected) + GRADIENT_FLOOR;
        rows.add(
                actual == null || exact == null
                        ? GoldenRow.failed(stem + " " + name, tolerance)
                        : GoldenRow.compare(
                                stem + " " + name, actual, expected, Math.max(tolerance, rounding(actual, exact))));
    }

    /** What a correct result in F32 may be off by: ten times what one computed here is off by from the same in F64. */
    public static double rounding(float[] actual, float[] exact) {
        double largest = 0;
        for (int i = 0; i < exact.length; i++) {
            largest = Math.max(largest, Math.abs(actual[i] - exact[i]));
        }
        return ROUNDING * largest;
    }

    /** The largest absolute value; 0 where there is none. */
    public static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static double[] widened(long[] values) {
        return java.util.Arrays.stream(values).asDoubleStream().toArray();
    }
}
