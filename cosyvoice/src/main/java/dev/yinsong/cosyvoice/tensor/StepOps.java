package dev.yinsong.cosyvoice.tensor;

/**
 * Operations of a decoding step of a transformer, each of them several of {@link Tensor}'s in one native call: on a few rows
 * a call takes as long as its arithmetic. They are cut where the members of a {@link Team} give each other their parts.
 *
 * <p>On the CPU only, and without gradients.
 */
public final class StepOps {

    /**
     * A linear layer.
     *
     * @param weight {@link Tensor#packed} for as many rows
     * @param update nothing, or what is added row by row: A [B, in, rank] and B [B, rank, out]
     * @param rows that are always computed, however many of them are asked for: a row is then the same to the last bit
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on to libtorch, compared by nobody
    public record Layer(Tensor weight, Tensor bias, Tensor[] update, int rows) {}

    /** The layer norm before a layer. */
    public record Norm(Tensor weight, Tensor bias, double epsilon) {}

    /**
     * What rows attend to.
     *
     * <pre>
     *   stores [1, H, capacity, D] a row    distances [1, h, T, D]    biases [h, D], h of the H heads
     * </pre>
     *
     * @param lengths positions that each row's stores hold already
     * @param distances down to distance 0, as many as the longest row needs, or more
     * @param firstHead of those that are computed
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Past(
            Tensor[] keys,
            Tensor[] values,
            long[] lengths,
            Tensor distances,
            Tensor contentBias,
            Tensor positionBias,
            int firstHead) {}

    /**
     * A residual stream.
     *
     * @param x [B, 1, C] so far
     * @param parts what is still to be added to it, in parts of its last dimension; none if nothing is
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Stream(Tensor x, Tensor[] parts) {

        /** A stream to which nothing is to be added. */
        public static Stream of(Tensor x) {
            return new Stream(x, new Tensor[0]);
        }
    }

    /** The sum of a stream, and what a part of the next layer makes of it. */
    public record Made(Tensor sum, Tensor part) {

        private static Made of(Tensor[] both) {
            return new Made(both[0], both[1]);
        }
    }

    private StepOps() {}

    /** What a layer makes of an input that is there in parts. */
    public static Tensor linear(Tensor[] parts, Layer layer) {
        return OpLibrary.call("step_linear_of", parts, layer.weight, layer.bias, layer.update, layer.rows);
    }

    /** A stream's sum, normalised. */
    public static Tensor normed(Stream stream, Norm norm) {
        return OpLibrary.call("step_normed", stream.x, stream.parts, norm.weight, norm.bias, norm.epsilon);
    }

    /** Projects a stream to query, key and value, one behind the other, and attends: see {@link Tensor#attendNext}. */
    public static Made attend(Stream stream, Norm norm, Layer projection, Past past) {
        return Made.of(OpLibrary.callList(
                "step_attend",
                stream.x,
                stream.parts,
                norm.weight,
                norm.bias,
                norm.epsilon,
                projection.weight,
                projection.bias,
                projection.update,
                projection.rows,
                past.keys,
                past.values,
                past.lengths,
                past.distances,
                past.contentBias,
                past.positionBias,
                past.firstHead));
    }

    /** The inner half of a feed-forward layer, activated by SiLU or ReLU. */
    public static Made activate(Stream stream, Norm norm, Layer inner, boolean silu) {
        return Made.of(OpLibrary.callList(
                "step_activate",
                stream.x,
                stream.parts,
                norm.weight,
                norm.bias,
                norm.epsilon,
                inner.weight,
                inner.bias,
                inner.update,
                inner.rows,
                silu));
    }
}
