package dev.yinsong.cosyvoice.tensor;

/**
 * Operations of a decoding step of a transformer, each of them several of {@link Tensor}'s in one native call: on a few rows
 * a call takes as long as its arithmetic. They are cut where the members of a {@link Team} give each other their parts.
 *
 * <p>On the CPU only, and without gradients. A row is the same to the last bit whatever the others are, as long as there are
 * always as many.
 */
public final class StepOps {

    /**
     * A linear layer.
     *
     * @param weight {@link Tensor#packed} for as many rows as it is applied to
     * @param update nothing, or what is added to each of the first rows: A [n, in, rank] and B [n, rank, out]
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on to libtorch, compared by nobody
    public record Layer(Tensor weight, Tensor bias, Tensor[] update) {}

    /** The layer norm before a layer. */
    public record Norm(Tensor weight, Tensor bias, double epsilon) {}

    /**
     * What rows attend to, in the type of the stores, in h of the H heads.
     *
     * <pre>
     *   stores [2, H, capacity, D] a row, keys and values    distances [h, T, D]    biases [h, 1, D]
     * </pre>
     *
     * @param lengths positions that each row's store holds already
     * @param distances down to distance 0, as many as the longest row needs, or more
     * @param firstHead of those that are computed
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Past(
            Tensor[] stores,
            long[] lengths,
            Tensor distances,
            Tensor contentBias,
            Tensor positionBias,
            int firstHead) {}

    /**
     * A residual stream.
     *
     * @param x [B, 1, C] so far
     * @param parts what is still to be added to it, [B, 1, C] each
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Stream(Tensor x, Tensor[] parts) {

        /** A stream to which nothing is to be added. */
        public static Stream of(Tensor x) {
            return new Stream(x, new Tensor[0]);
        }
    }

    /** The sum of a stream, and what a part of the next layers adds to it, both [B, 1, C]. */
    public record Made(Tensor sum, Tensor part) {

        private static Made of(Tensor[] both) {
            return new Made(both[0], both[1]);
        }
    }

    private StepOps() {}

    /** What a layer makes of [B, 1, in]. */
    public static Tensor linear(Tensor x, Layer layer) {
        return OpLibrary.call("step_linear", x, layer.weight, layer.bias, layer.update);
    }

    /** A stream's sum, normalised. */
    public static Tensor normed(Stream stream, Norm norm) {
        return OpLibrary.call("step_normed", stream.x, stream.parts, norm.weight, norm.bias, norm.epsilon);
    }

    /**
     * Attention of some heads: see {@link Tensor#attendNext}.
     *
     * @param projection makes query, key and value of those heads, one behind the other
     * @param out reads what they attended to
     */
    public static Made attend(Stream stream, Norm norm, Layer projection, Past past, Layer out) {
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
                out.weight,
                out.bias,
                out.update,
                past.stores,
                past.lengths,
                past.distances,
                past.contentBias,
                past.positionBias,
                past.firstHead));
    }

    /** Some of the inner values of a feed-forward layer, activated by SiLU or ReLU, and what the outer layer makes of them. */
    public static Made feedForward(Stream stream, Norm norm, Layer inner, boolean silu, Layer outer) {
        return feedForward("step_feed_forward", stream, norm, inner, outer, silu);
    }

    /**
     * As {@link #feedForward} with ReLU, which leaves many inner values zero: what the outer layer would multiply with them is
     * not read (Li et al., The Lazy Neuron Phenomenon, 2023).
     *
     * @param outer whose weight is [in, out], not packed
     * @param rows that are wanted; those behind them repeat the last one
     */
    public static Made sparseFeedForward(Stream stream, Norm norm, Layer inner, Layer outer, int rows) {
        return feedForward("step_feed_forward_sparse", stream, norm, inner, outer, rows);
    }

    private static Made feedForward(String operation, Stream stream, Norm norm, Layer inner, Layer outer, Object last) {
        return Made.of(OpLibrary.callList(
                operation,
                stream.x,
                stream.parts,
                norm.weight,
                norm.bias,
                norm.epsilon,
                inner.weight,
                inner.bias,
                inner.update,
                outer.weight,
                outer.bias,
                outer.update,
                last));
    }
}
