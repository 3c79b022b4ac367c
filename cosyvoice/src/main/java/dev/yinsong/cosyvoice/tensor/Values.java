package dev.yinsong.cosyvoice.tensor;

/**
 * The values of a small tensor, kept beyond every scope: what one piece of a stream leaves to the next.
 *
 * @param numbers in row-major order
 * @param shape the dimensions
 */
@SuppressWarnings("ArrayRecordComponent") // a container, compared by nobody
public record Values(float[] numbers, long[] shape) {

    /** No values, in a shape that has a dimension of 0. */
    public static Values none(long... shape) {
        return new Values(new float[0], shape);
    }

    /** What a tensor holds now. */
    public static Values of(Tensor tensor) {
        return new Values(tensor.floats(), tensor.shape());
    }

    /** A tensor of these values in the current scope, of type F32. */
    public Tensor tensor() {
        return Tensor.of(numbers, shape);
    }
}
