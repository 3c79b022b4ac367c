package dev.yinsong.cosyvoice.lora;

import dev.yinsong.common.tensorfile.DType;
import dev.yinsong.common.tensorfile.TensorEntry;

/** A layer's weight in which a low-rank update was merged, beside the base's: what the update was. */
public final class MergedLayer {

    /** How far off a number is that was rounded, in steps of its type, on average (√(1/12)). */
    private static final double ROUNDING = Math.sqrt(1.0 / 12);

    private static final double SLACK = 2;
    private static final int STEPS = 4; // that two roundings of one number may lie apart
    private static final double ARITHMETIC = 1e-6; // of sums of products in F32

    private MergedLayer() {}

    /**
     * The update that leads from a base's weight to a merged one, scaled by 1.
     *
     * @param base W, [out, in]
     * @param merged W + change, of the same shape, maybe of another type
     * @param rank of the change
     * @throws BadAdapter when the change has a higher rank: what is left of it is more than rounding
     */
    public static Factors update(TensorEntry base, TensorEntry merged, int rank) {
        var from = base.floats();
        var to = merged.floats();
        var change = new float[from.length];
        for (int i = 0; i < change.length; i++) {
            change[i] = to[i] - from[i];
        }
        int out = (int) base.shape()[0];
        int in = (int) base.shape()[1];
        var factors = LowRankApproximation.of(change, out, in, rank);
        double left = rootMeanSquare(difference(change, factors));
        double rounding = rounding(to, merged.dtype());
        double allowed = SLACK * rounding + ARITHMETIC * rootMeanSquare(change);
        if (left > allowed) {
            throw new BadAdapter(
                    "%s differs from the base by more than an update of rank %d: %.3g is left on average, rounding explains %.3g"
                            .formatted(merged.name(), rank, left, allowed));
        }
        return factors;
    }

    /**
     * Whether a merged weight is what merging the update makes, but for rounding: of each number, and of the sums of
     * products in the update, whose order is anybody's own.
     *
     * @param base W
     * @param expected W with the update merged in here
     * @param found W with it merged in elsewhere, of the same shape
     */
    public static boolean agree(TensorEntry base, TensorEntry expected, TensorEntry found) {
        var from = base.floats();
        var to = expected.floats();
        var other = found.floats();
        double change = 0;
        for (int i = 0; i < to.length; i++) {
            change = Math.max(change, Math.abs(to[i] - from[i]));
        }
        for (int i = 0; i < to.length; i++) {
            double allowed = STEPS * step(to[i], found.dtype()) + ARITHMETIC * change;
            if (!(Math.abs(other[i] - to[i]) <= allowed)) {
                return false;
            }
        }
        return true;
    }

    private static float[] difference(float[] change, Factors factors) {
        var left = change.clone();
        for (int o = 0; o < factors.out(); o++) {
            for (int k = 0; k < factors.rank(); k++) {
                float weight = factors.b()[o * factors.rank() + k];
                for (int i = 0; i < factors.in(); i++) {
                    left[o * factors.in() + i] -= weight * factors.a()[k * factors.in() + i];
                }
            }
        }
        return left;
    }

    private static double rounding(float[] values, DType type) {
        double sum = 0;
        for (float value : values) {
            double step = step(value, type);
            sum += step * step;
        }
        return ROUNDING * Math.sqrt(sum / values.length);
    }

    /** The distance between a number and the next of its type. */
    private static double step(float value, DType type) {
        return switch (type) {
            case F16 -> Math.max(Math.ulp(value) * 0x1p13, 0x1p-24); // 10 bits of mantissa where F32 has 23
            case BF16 -> Math.ulp(value) * 0x1p16;
            case F32, F64, I64, I32, I16, I8, U8, BOOL -> Math.ulp(value);
        };
    }

    private static double rootMeanSquare(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum / values.length);
    }
}
