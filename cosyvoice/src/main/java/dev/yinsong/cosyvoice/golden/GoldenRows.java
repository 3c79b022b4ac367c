package dev.yinsong.cosyvoice.golden;

import dev.yinsong.common.golden.GoldenRow;
import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The comparisons with one file of reference tensors.
 *
 * <p>A tensor passes when its largest error is at most {@value #RELATIVE} of its largest value: five times what the
 * reference in F32 differs from itself in F64, as measured on a small model, rounded up.
 */
public final class GoldenRows {

    private static final double RELATIVE = 3e-6;
    private static final double GRADIENT = 1e-5, GRADIENT_FLOOR = 1e-7;
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
            compare(name, actual, RELATIVE * scale(golden.tensor(name).floats()));
        }
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
                    Math.max(floor, share * scale(golden.tensor(name).floats())));
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

    /** Compares the gradients of all weights that the file names as {@code grad.NAME}. */
    public void compareGradients(Parameters trained) {
        for (var name : golden.names()) {
            if (name.startsWith("grad.")) {
                try (var scope = Scope.open()) {
                    compareGradient(name, trained.tensors().get(name.substring("grad.".length())));
                }
            }
        }
    }

    private void compareGradient(String name, @org.jspecify.annotations.Nullable Tensor weight) {
        var expected = golden.tensor(name).floats();
        double share = name.contains(".time_mlp.") ? TIME_GRADIENT : GRADIENT;
        double tolerance = share * scale(expected) + GRADIENT_FLOOR;
        var gradient = weight == null ? null : weight.gradient().orElse(null);
        rows.add(
                gradient == null
                        ? GoldenRow.failed(stem + " " + name, tolerance)
                        : GoldenRow.compare(stem + " " + name, gradient.floats(), expected, tolerance));
    }

    /** Copies of all weights that require gradients, in a network without dropout. */
    public static Parameters trainableWithoutDropout(Parameters parameters) {
        var copies = new LinkedHashMap<String, Tensor>();
        try (var scope = Scope.open()) {
            parameters.tensors().forEach((name, tensor) -> copies.put(name, scope.detach(tensor.copy())));
        }
        return Parameters.trainable(copies).withoutDropout();
    }

    /** The largest absolute value. */
    private static double scale(float[] values) {
        double scale = 0;
        for (float value : values) {
            scale = Math.max(scale, Math.abs(value));
        }
        return scale;
    }

    private static double[] widened(long[] values) {
        return java.util.Arrays.stream(values).asDoubleStream().toArray();
    }
}
