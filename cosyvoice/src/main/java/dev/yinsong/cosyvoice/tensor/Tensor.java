package dev.yinsong.cosyvoice.tensor;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An array of numbers on a device, with gradients when a {@link Tape} is open.
 *
 * <p>Its values never change, but for {@link #write} on a cache and the optimizer on a parameter. It belongs to the
 * {@link Scope} in which it was made and is freed with it; {@link Scope#keep} hands it out. Operations may be called
 * from any thread that has a scope open; weights may be shared between threads.
 */
public final class Tensor implements AutoCloseable {

    private static final AtomicLong LIVE = new AtomicLong();

    private long handle;
    private long @Nullable [] shape;

    @SuppressWarnings("unused") // memory that libtorch reads: reachable as long as the tensor is
    private final @Nullable ByteBuffer memory;

    private Tensor(long handle, @Nullable ByteBuffer memory) {
        this.handle = handle;
        this.memory = memory;
        LIVE.incrementAndGet();
    }

    /** A tensor around a handle, in the current scope. */
    static Tensor owned(long handle) {
        var tensor = new Tensor(handle, null);
        Scope.current().add(tensor);
        return tensor;
    }

    /** A tensor around a handle that reads the given memory, in no scope. */
    static Tensor unowned(long handle, ByteBuffer memory) {
        return new Tensor(handle, memory);
    }

    /** How many tensors of this process have not been freed; for leak tests. */
    public static long live() {
        return LIVE.get();
    }

    // ---- making

    /** A tensor of floats in row-major order. */
    public static Tensor of(float[] values, long... shape) {
        return HostMemory.copied(values, shape);
    }

    /** A tensor of 64-bit integers, such as token ids. */
    public static Tensor of(long[] values, long... shape) {
        return HostMemory.copied(values, shape);
    }

    /** Token ids as a tensor of shape [1, n]. */
    public static Tensor ids(int... ids) {
        return of(Arrays.stream(ids).asLongStream().toArray(), 1, ids.length);
    }

    /** A tensor of truth values. */
    public static Tensor of(boolean[] values, long... shape) {
        return HostMemory.copied(values, shape);
    }

    /** A float without dimensions. */
    public static Tensor scalar(double value) {
        return of(new float[] {(float) value}, 1).reshape();
    }

    /** Zeros of type F32. */
    public static Tensor zeros(long... shape) {
        return zeros(DType.F32, shape);
    }

    /** Zeros of the given type. */
    public static Tensor zeros(DType type, long... shape) {
        return OpLibrary.call("zeros", shape, type.torch).on(Runtime.device());
    }

    /** Numbers of no meaning, to be written over: memory that is never written to is never taken. */
    public static Tensor empty(DType type, long... shape) {
        return OpLibrary.call("empty", shape, type.torch).on(Runtime.device());
    }

    /**
     * A tensor over memory that is not copied (but for BF16), such as a mapped file. It belongs to no scope: whoever made it closes it.
     *
     * @param memory a direct buffer in native byte order, aligned to its elements
     */
    public static Tensor over(ByteBuffer memory, DType type, long... shape) {
        return HostMemory.over(memory, type, shape);
    }

    // ---- reading

    long handle() {
        if (handle == 0) {
            throw new IllegalStateException("this tensor has been freed: its scope is closed");
        }
        return handle;
    }

    /** The dimensions. */
    public long[] shape() {
        if (shape == null) {
            shape = Libtorch.sizes(handle());
        }
        return shape.clone();
    }

    /** One dimension; negative numbers count from the last. */
    public int size(int dim) {
        var sizes = shape();
        return Math.toIntExact(sizes[dim < 0 ? sizes.length + dim : dim]);
    }

    /** The memory of its elements, in bytes. */
    public long bytes() {
        try (var scope = Scope.open()) {
            return OpLibrary.call("bytes", this).longs()[0];
        }
    }

    /** The number of dimensions. */
    public int rank() {
        return shape().length;
    }

    /** All values in row-major order, widened or narrowed to float. */
    public float[] floats() {
        return HostMemory.floats(this);
    }

    /** All values of an integer or boolean tensor in row-major order. */
    public long[] longs() {
        return HostMemory.longs(this);
    }

    /** The value of a tensor that holds one. */
    public float item() {
        var values = floats();
        if (values.length != 1) {
            throw new IllegalStateException("one value is asked of a tensor of shape " + Arrays.toString(shape()));
        }
        return values[0];
    }

    // ---- gradients

    /** Marks this tensor as one whose gradient {@link #backward()} computes. */
    public Tensor requireGradient() {
        Libtorch.requireGradient(handle(), true);
        return this;
    }

    /** Adds the derivative of this scalar by each parameter to that parameter's gradient. */
    public void backward() {
        try (var scope = Scope.open()) {
            var one = cast(DType.F32).mul(0).add(1).detached().reshape(shape());
            Libtorch.backward(handle(), one.handle());
            if (Tape.isOpen()) {
                Tape.current().backThroughParts();
            }
        }
    }

    /** The gradient, in the current scope; empty before the first {@link #backward()}. */
    public java.util.Optional<Tensor> gradient() {
        long gradient = Libtorch.gradient(handle());
        return gradient == 0 ? java.util.Optional.empty() : java.util.Optional.of(owned(gradient));
    }

    /** Sets the gradient to zero. */
    public void zeroGradient() {
        Libtorch.zeroGradient(handle());
    }

    /** The same values, cut off from the tape. */
    public Tensor detached() {
        return OpLibrary.call("detach", this);
    }

    // ---- type and place

    /** This tensor in another type; itself if it has that type already. */
    public Tensor cast(DType type) {
        return OpLibrary.call("cast", this, type.torch);
    }

    /** A contiguous copy. */
    public Tensor copy() {
        return OpLibrary.call("clone", this);
    }

    /** This tensor on the device of another one. */
    public Tensor onDeviceOf(Tensor other) {
        return OpLibrary.call("to_device", this, other);
    }

    /** This tensor in the type and on the device of another one. */
    public Tensor like(Tensor other) {
        return OpLibrary.call("like", this, other);
    }

    /** This tensor on a device. */
    public Tensor on(Device device) {
        return device == Device.CPU ? this : OpLibrary.call("cuda", this);
    }

    // ---- arithmetic (shapes broadcast as in torch)

    public Tensor add(Tensor other) {
        return OpLibrary.call("add", this, other);
    }

    public Tensor add(double value) {
        return OpLibrary.call("add_scalar", this, value);
    }

    /** this + scale · other */
    public Tensor add(Tensor other, double scale) {
        return OpLibrary.call("add_scaled", this, other, scale);
    }

    public Tensor sub(Tensor other) {
        return OpLibrary.call("sub", this, other);
    }

    public Tensor mul(Tensor other) {
        return OpLibrary.call("mul", this, other);
    }

    public Tensor mul(double value) {
        return OpLibrary.call("mul_scalar", this, value);
    }

    public Tensor div(Tensor other) {
        return OpLibrary.call("div", this, other);
    }

    public Tensor div(double value) {
        return OpLibrary.call("div_scalar", this, value);
    }

    /** The remainder of a division, of the divisor's sign. */
    public Tensor remainder(double divisor) {
        return OpLibrary.call("remainder", this, divisor);
    }

    public Tensor matmul(Tensor other) {
        return OpLibrary.call("matmul", this, other);
    }

    public Tensor clamp(double low, double high) {
        return OpLibrary.call("clamp", this, low, high);
    }

    public Tensor exp() {
        return OpLibrary.call("exp", this);
    }

    public Tensor log() {
        return OpLibrary.call("log", this);
    }

    public Tensor sqrt() {
        return OpLibrary.call("sqrt", this);
    }

    public Tensor square() {
        return OpLibrary.call("square", this);
    }

    public Tensor sin() {
        return OpLibrary.call("sin", this);
    }

    public Tensor cos() {
        return OpLibrary.call("cos", this);
    }

    public Tensor abs() {
        return OpLibrary.call("abs", this);
    }

    public Tensor tanh() {
        return OpLibrary.call("tanh", this);
    }

    /** Truth values: where this is greater than a number. */
    public Tensor greater(double value) {
        return OpLibrary.call("greater", this, value);
    }

    /** Of truth values: this where both hold. */
    public Tensor and(Tensor other) {
        return OpLibrary.call("logical_and", this, other);
    }

    /** Of truth values: the opposite. */
    public Tensor not() {
        return OpLibrary.call("logical_not", this);
    }

    /** Of truth values: x where this holds, else y. */
    public Tensor choose(Tensor x, Tensor y) {
        return OpLibrary.call("where", this, x, y);
    }

    /** A value in all places where the truth values hold. */
    public Tensor fill(Tensor where, double value) {
        return OpLibrary.call("masked_fill", this, where, value);
    }

    // ---- reductions

    public Tensor sum() {
        return OpLibrary.call("sum_all", this);
    }

    public Tensor mean() {
        return OpLibrary.call("mean_all", this);
    }

    public Tensor max() {
        return OpLibrary.call("max_all", this);
    }

    /** Sums over dimensions, which stay with size 1. */
    public Tensor sum(long... dims) {
        return OpLibrary.call("sum", this, dims, true);
    }

    /** Means over dimensions, which stay with size 1. */
    public Tensor mean(long... dims) {
        return OpLibrary.call("mean", this, dims, true);
    }

    /** Variances (of the population) over dimensions, which stay with size 1. */
    public Tensor variance(long... dims) {
        return OpLibrary.call("variance", this, dims, true);
    }

    public Tensor argmax(int dim) {
        return OpLibrary.call("argmax", this, dim);
    }

    public Tensor cumsum(int dim) {
        return OpLibrary.call("cumsum", this, dim);
    }

    // ---- shape

    public Tensor reshape(long... newShape) {
        return OpLibrary.call("reshape", this, newShape);
    }

    public Tensor transpose(int a, int b) {
        return OpLibrary.call("transpose", this, a, b);
    }

    /** The last two dimensions exchanged. */
    public Tensor transposed() {
        return transpose(-1, -2);
    }

    public Tensor permute(long... order) {
        return OpLibrary.call("permute", this, order);
    }

    /** Elements from start (inclusive) to end (exclusive) of one dimension; negative numbers count from its end. */
    public Tensor slice(int dim, long start, long end) {
        return OpLibrary.call("slice", this, dim, start, end, 1);
    }

    /** As {@link #slice(int, long, long)}, every step-th element. */
    public Tensor slice(int dim, long start, long end, int step) {
        return OpLibrary.call("slice", this, dim, start, end, step);
    }

    public Tensor unsqueeze(int dim) {
        return OpLibrary.call("unsqueeze", this, dim);
    }

    public Tensor squeeze(int dim) {
        return OpLibrary.call("squeeze", this, dim);
    }

    public Tensor expand(long... newShape) {
        return OpLibrary.call("expand", this, newShape);
    }

    public static Tensor cat(int dim, Tensor... parts) {
        return OpLibrary.call("cat", parts, dim);
    }

    public static Tensor stack(int dim, Tensor... parts) {
        return OpLibrary.call("stack", parts, dim);
    }

    public Tensor flip(int dim) {
        return OpLibrary.call("flip", this, dim);
    }

    /** Pads the last dimension with a value. */
    public Tensor pad(int left, int right, double value) {
        return OpLibrary.call("pad", this, new long[] {left, right}, value);
    }

    /** Pads the last dimension by reflection. */
    public Tensor reflectionPad(int left, int right) {
        return OpLibrary.call("reflection_pad", this, left, right);
    }

    /** Each element of a dimension, repeated in place. */
    public Tensor repeat(int times, int dim) {
        return OpLibrary.call("repeat", this, times, dim);
    }

    /** The elements of a dimension that a list of indices names. */
    public Tensor select(int dim, Tensor index) {
        return OpLibrary.call("index_select", this, dim, index);
    }

    public Tensor gather(int dim, Tensor index) {
        return OpLibrary.call("gather", this, dim, index);
    }

    /** Overwrites a part of this tensor, which must be a cache of the caller's, from a position of a dimension on. */
    public void write(int dim, long start, Tensor part) {
        try (var scope = Scope.open()) {
            OpLibrary.call("write", this, dim, start, part);
        }
    }

    /** Overwrites all of this tensor, which must be a parameter or a state of the caller's. */
    public void assign(Tensor values) {
        try (var scope = Scope.open()) {
            OpLibrary.call("assign", this, values);
        }
    }

    // ---- layers

    /** x · weightᵀ (+ bias). */
    public Tensor linear(Tensor weight, @Nullable Tensor bias) {
        return bias == null
                ? OpLibrary.call("linear", this, weight)
                : OpLibrary.call("linear_bias", this, weight, bias);
    }

    /** As {@link #linear} with a {@link #packed} weight; no gradients go through it. */
    public Tensor linearPacked(Tensor weight, @Nullable Tensor bias) {
        return bias == null
                ? OpLibrary.call("linear_packed", this, weight)
                : OpLibrary.call("linear_packed_bias", this, weight, bias);
    }

    /**
     * This weight [out, in] in the order in which the processor reads it best for so many rows: good for
     * {@link #linearPacked} and nothing else. On the CPU only.
     */
    public Tensor packed(int rows) {
        return OpLibrary.call("pack", this, rows);
    }

    /**
     * What several linear layers with low-rank updates make of this: x · Wᵢᵀ + bᵢ + scale · read · Aᵢᵀ · Bᵢᵀ, in the type of
     * this whatever that of A and B.
     *
     * @param read what the updates read instead of this, of the same shape
     * @param biases one for each layer, or none at all
     */
    public Tensor[] linearLora(Tensor read, Tensor[] weights, Tensor[] biases, Tensor[] a, Tensor[] b, double scale) {
        return OpLibrary.callList("linear_lora", this, read, weights, biases, a, b, scale);
    }

    /**
     * This and a low-rank function of another tensor, row by row: this[i] + x[i] · a[i] · b[i].
     *
     * @param x [B, 1, in] for this [B, 1, out]
     * @param a [B, in, rank]
     * @param b [B, rank, out]
     */
    public Tensor addLowRank(Tensor x, Tensor a, Tensor b) {
        return OpLibrary.call("add_low_rank", this, x, a, b);
    }

    /** The rows of this table that the ids name. */
    public Tensor embed(Tensor ids) {
        return OpLibrary.call("embedding", this, ids);
    }

    /** Zeroes elements with probability p and scales the others, while a tape is open; else nothing. */
    public Tensor dropout(double p) {
        if (p == 0 || !Tape.isOpen()) {
            return this;
        }
        return Runtime.device() == Device.CUDA
                ? OpLibrary.call("dropout", this, p)
                : OpLibrary.call("drop", this, kept(p), 1 / (1 - p));
    }

    /** As {@link #dropout} without the scale: for who takes 1/(1 - p) into a factor of its own. */
    public Tensor thinned(double p) {
        if (p == 0 || !Tape.isOpen()) {
            return this;
        }
        return Runtime.device() == Device.CUDA
                ? OpLibrary.call("dropout", this, p).mul(1 - p)
                : OpLibrary.call("thin", this, kept(p));
    }

    /** Of this shape: ones, and zeros with a probability. */
    private Tensor kept(double p) {
        var sizes = shape();
        int count = Math.toIntExact(HostMemory.count(sizes));
        return HostMemory.copied(Tape.current().kept(count, p), DType.U8, count, sizes);
    }

    public Tensor layerNorm(Tensor weight, Tensor bias, double eps) {
        return OpLibrary.call("layer_norm", this, weight, bias, eps);
    }

    /** Layer normalisation without weights. */
    public Tensor layerNorm(double eps) {
        return OpLibrary.call("layer_norm_plain", this, eps);
    }

    public Tensor groupNorm(int groups, Tensor weight, Tensor bias, double eps) {
        return OpLibrary.call("group_norm", this, groups, weight, bias, eps);
    }

    public Tensor conv1d(Tensor weight, Tensor bias, int stride, int padding, int dilation) {
        return OpLibrary.call("conv1d", this, weight, bias, stride, padding, dilation);
    }

    public Tensor convTranspose1d(Tensor weight, Tensor bias, int stride, int padding) {
        return OpLibrary.call("conv_transpose1d", this, weight, bias, stride, padding);
    }

    /** g · this / ‖this‖, the norm over all dimensions but the first. */
    public Tensor weightNorm(Tensor g) {
        return OpLibrary.call("weight_norm", this, g);
    }

    /** Linear interpolation of the last dimension, corners not aligned. */
    public Tensor interpolateLinear(int size) {
        return OpLibrary.call("interpolate_linear", this, size);
    }

    public Tensor interpolateNearest(int size) {
        return OpLibrary.call("interpolate_nearest", this, size);
    }

    /** Divided by its Euclidean norm over a dimension (at least 1e-12). */
    public Tensor normalize(int dim) {
        return OpLibrary.call("normalize", this, dim);
    }

    public Tensor relu() {
        return OpLibrary.call("relu", this);
    }

    /** ReLU, then {@link #dropout}, which together keep less for the backward pass than one after the other. */
    public Tensor reluAndDropout(double p) {
        return p == 0 || !Tape.isOpen() || Runtime.device() == Device.CUDA
                ? relu().dropout(p)
                : OpLibrary.call("relu_drop", this, kept(p), 1 / (1 - p));
    }

    public Tensor silu() {
        return OpLibrary.call("silu", this);
    }

    /** GELU with the exact error function. */
    public Tensor gelu() {
        return OpLibrary.call("gelu", this);
    }

    /** x · tanh(log(1 + exp(x))). */
    public Tensor mish() {
        return OpLibrary.call(Tape.isOpen() || Runtime.device() == Device.CUDA ? "mish" : "mish_in_place", this);
    }

    public Tensor elu() {
        return OpLibrary.call("elu", this);
    }

    public Tensor leakyRelu(double slope) {
        return OpLibrary.call("leaky_relu", this, slope);
    }

    public Tensor sigmoid() {
        return OpLibrary.call("sigmoid", this);
    }

    /** x + sin²(αx)/(α + 1e-9). */
    public Tensor snake(Tensor alpha) {
        return OpLibrary.call(Tape.isOpen() ? "snake" : "snake_in_place", this, alpha);
    }

    // ---- attention

    /** [B, T, C] to [B, heads, T, C/heads], each head in one piece. */
    public Tensor splitHeads(int heads) {
        return OpLibrary.call("split_heads", this, heads);
    }

    /** [B, H, T, D] to [B, T, H·D]. */
    public Tensor joinHeads() {
        return OpLibrary.call("join_heads", this);
    }

    /**
     * Scores by distance, moved so that column j of row i is the distance i - j (Dai et al., 2019, appendix B).
     *
     * @param keys how many columns are kept
     */
    public Tensor relativeShift(int keys) {
        return OpLibrary.call("relative_shift", this, keys);
    }

    /**
     * Scores of keys for this query, with a bias before they are scaled: scale · (this · keysᵀ + bias).
     *
     * <pre>
     *   this [B, H, T, D]    keys [B, H, S, D]    bias, scores [B, H, T, S]
     * </pre>
     */
    public Tensor scores(Tensor keys, Tensor bias, double scale) {
        return OpLibrary.call("scores", this, keys, bias, scale);
    }

    /** Softmax over the last dimension. */
    public Tensor softmax() {
        return OpLibrary.call("softmax", this);
    }

    public Tensor logSoftmax() {
        return OpLibrary.call("log_softmax", this);
    }

    /** Scaled dot-product attention of this query [B, T, C] in several heads, without a mask. */
    public Tensor attend(Tensor keys, Tensor values, int heads) {
        return OpLibrary.call(attention(), this, keys, values, heads);
    }

    /** Scaled dot-product attention in several heads with a bias [B, 1, 1|T, S] that is added to the scores. */
    public Tensor attend(Tensor keys, Tensor values, Tensor bias, int heads) {
        return OpLibrary.call(attention() + "_biased", this, keys, values, bias, heads);
    }

    private static String attention() {
        return Runtime.device() == Device.CPU ? "attention_cpu" : "attention";
    }

    /**
     * Attention of the next position of each row to the row's positions so far, with relative distances. The rows may be
     * of any lengths; each is computed by itself, so none depends on the others. Rows beyond those that have a store
     * repeat the last one that has.
     *
     * @param keys [B, 1, H·D] as this, of the next positions, which are written to the stores
     * @param values [B, 1, H·D] of the next positions, which are written to the stores
     * @return [B, 1, H·D]
     */
    public Tensor attendNext(Tensor keys, Tensor values, Attended attended) {
        return OpLibrary.call(
                "attend_next",
                this,
                keys,
                values,
                attended.stores(),
                attended.lengths(),
                attended.distances(),
                attended.contentBias(),
                attended.positionBias());
    }

    /**
     * Sinusoids of relative positions: sin and cos interleaved.
     *
     * @return [positions, channels]
     */
    public static Tensor sinusoids(Tensor positions, int channels) {
        return OpLibrary.call("positions", positions, channels);
    }

    /**
     * Sinusoids of diffusion times [B]: all sines, then all cosines.
     *
     * @param scale what a time is multiplied by
     * @return [B, channels]
     */
    public static Tensor timeSinusoids(Tensor times, int channels, double scale) {
        return OpLibrary.call("time_sinusoids", times, channels, scale);
    }

    // ---- signals

    /** Short-time Fourier transform, centred, reflect-padded: [B, N] to [B, n_fft/2+1, frames, 2]. */
    public Tensor stft(int nFft, int hop, Tensor window) {
        return OpLibrary.call("stft", this, nFft, hop, window);
    }

    /** The inverse of {@link #stft}, from real and imaginary parts [B, n_fft/2+1, frames] to [B, N]. */
    public static Tensor istft(Tensor real, Tensor imaginary, int nFft, int hop, Tensor window) {
        return OpLibrary.call("istft", real, imaginary, nFft, hop, window);
    }

    /** Mean cross-entropy in nats of logits [N, C] with targets [N], of which -1 is left out. */
    public Tensor crossEntropy(Tensor targets, double smoothing) {
        return OpLibrary.call("cross_entropy", this, targets, smoothing);
    }

    // ---- life

    @Override
    public void close() {
        if (handle != 0) {
            Libtorch.deleteTensor(handle);
            handle = 0;
            LIVE.decrementAndGet();
        }
    }

    @Override
    public String toString() {
        return handle == 0 ? "freed tensor" : "tensor" + Arrays.toString(shape());
    }
}
