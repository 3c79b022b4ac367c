package dev.yinsong.cosyvoice.lora;

import dev.yinsong.common.tensorfile.TensorEntry;

/**
 * The low-rank update of one linear layer: B·A, before it is scaled.
 *
 * @param rank r
 * @param in values that enter the layer
 * @param out values that leave it
 * @param a A, [r, in] row-major; not to be changed
 * @param b B, [out, r] row-major; not to be changed
 */
public record Factors(int rank, int in, int out, float[] a, float[] b) {

    /**
     * @throws BadAdapter when a matrix has another size, or holds a number that is not finite
     */
    public Factors {
        if (rank < 1 || a.length != (long) rank * in || b.length != (long) out * rank) {
            throw new BadAdapter("an update of rank %d from %d to %d values cannot have %d and %d numbers"
                    .formatted(rank, in, out, a.length, b.length));
        }
        requireFinite("A", a);
        requireFinite("B", b);
    }

    /**
     * The update of a layer whose matrices are in a file.
     *
     * @throws BadAdapter naming the layer, when they do not fit each other or are not numbers
     */
    public static Factors of(String layer, TensorEntry a, TensorEntry b) {
        if (a.shape().length != 2 || b.shape().length != 2 || a.shape()[0] != b.shape()[1]) {
            throw new BadAdapter("the layer " + layer + " has factors that do not fit: " + a + " and " + b);
        }
        if (!a.dtype().floating() || !b.dtype().floating()) {
            throw new BadAdapter("the layer " + layer + " has factors of whole numbers: " + a + " and " + b);
        }
        try {
            return new Factors((int) a.shape()[0], (int) a.shape()[1], (int) b.shape()[0], a.floats(), b.floats());
        } catch (BadAdapter e) {
            throw new BadAdapter("the layer " + layer + " is damaged: " + e.getMessage(), e);
        }
    }

    private static void requireFinite(String name, float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new BadAdapter(name + " holds " + value);
            }
        }
    }
}
