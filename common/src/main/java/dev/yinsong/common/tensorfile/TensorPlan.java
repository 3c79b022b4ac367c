package dev.yinsong.common.tensorfile;

import java.nio.ByteBuffer;
import java.util.function.Supplier;

/**
 * A tensor that is still to be written: its bytes are asked for when their turn comes, once.
 *
 * @param name the key in the file
 * @param dtype the type of the elements
 * @param shape the sizes, outermost first
 * @param data makes the bytes: row-major, little-endian, as many as the shape says
 */
public record TensorPlan(String name, DType dtype, long[] shape, Supplier<ByteBuffer> data) {

    public TensorPlan {
        shape = shape.clone();
        TensorEntry.byteCount(name, dtype, shape);
    }

    /** A plan for a tensor that exists. */
    public static TensorPlan of(TensorEntry tensor) {
        return new TensorPlan(tensor.name(), tensor.dtype(), tensor.shape(), tensor::data);
    }

    /** The sizes, outermost first. */
    @Override
    public long[] shape() {
        return shape.clone();
    }

    /** The tensor, checked to have as many bytes as planned. */
    TensorEntry make() {
        return new TensorEntry(name, dtype, shape, data.get());
    }
}
