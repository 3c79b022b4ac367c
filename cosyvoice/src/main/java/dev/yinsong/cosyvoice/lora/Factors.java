package dev.yinsong.cosyvoice.lora;

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

    private static void requireFinite(String name, float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new BadAdapter(name + " holds " + value);
            }
        }
    }
}
