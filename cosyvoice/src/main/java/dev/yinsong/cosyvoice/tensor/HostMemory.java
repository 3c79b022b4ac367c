package dev.yinsong.cosyvoice.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The way of numbers between Java's memory and libtorch's. */
final class HostMemory {

    private HostMemory() {}

    /** A tensor of type F32 with a copy of the values. */
    static Tensor copied(float[] values, long... shape) {
        var buffer = direct(values.length, Float.BYTES);
        buffer.asFloatBuffer().put(values);
        return copied(buffer, DType.F32, values.length, shape);
    }

    /** A tensor of type I64 with a copy of the values. */
    static Tensor copied(long[] values, long... shape) {
        var buffer = direct(values.length, Long.BYTES);
        buffer.asLongBuffer().put(values);
        return copied(buffer, DType.I64, values.length, shape);
    }

    /** A tensor of truth values with a copy of them. */
    static Tensor copied(boolean[] values, long... shape) {
        var buffer = direct(values.length, 1);
        for (int i = 0; i < values.length; i++) {
            buffer.put(i, (byte) (values[i] ? 1 : 0));
        }
        return copied(buffer, DType.BOOL, values.length, shape);
    }

    /**
     * A tensor with a copy of a buffer's elements, on the device that is computed on.
     *
     * @param buffer direct and in native byte order; libtorch reads it until this returns
     * @param count how many elements it has
     */
    static Tensor copied(ByteBuffer buffer, DType type, long count, long[] shape) {
        if (count != count(shape)) {
            throw new IllegalArgumentException(count + " values do not fill the shape " + Arrays.toString(shape));
        }
        if (count == 0) {
            return Tensor.zeros(type, shape);
        }
        var view = view(buffer, type, shape);
        try {
            // The buffer is the collector's, the copy is ours.
            return Runtime.device() == Device.CPU ? OpLibrary.call("clone", view) : view.on(Runtime.device());
        } finally {
            view.close();
        }
    }

    /** See {@link Tensor#over}. */
    static Tensor over(ByteBuffer memory, DType type, long[] shape) {
        if (!memory.isDirect()) {
            throw new IllegalArgumentException("tensors lie over direct memory only");
        }
        long count = count(shape);
        if (memory.remaining() != count * type.bytes) {
            throw new IllegalArgumentException("%d bytes are not a %s tensor of shape %s"
                    .formatted(memory.remaining(), type, Arrays.toString(shape)));
        }
        if (count == 0) {
            try (var scope = Scope.open()) {
                return scope.detach(Tensor.zeros(type, shape));
            }
        }
        var slice = memory.slice().order(ByteOrder.nativeOrder());
        return type == DType.BF16 ? widened(slice, shape) : view(slice, type, shape);
    }

    /** Brain floats are copied: DJL can't name their type over memory. */
    private static Tensor widened(ByteBuffer memory, long[] shape) {
        var values = new float[memory.remaining() / DType.BF16.bytes];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(memory.getShort(i * DType.BF16.bytes) << 16);
        }
        try (var scope = Scope.open()) {
            return scope.detach(copied(values, shape).cast(DType.BF16));
        }
    }

    /** All values of a tensor in row-major order, as floats. */
    static float[] floats(Tensor tensor) {
        try (var scope = Scope.open()) {
            var host = OpLibrary.call("to_host", tensor.cast(DType.F32));
            var values = new float[Math.toIntExact(count(tensor.shape()))];
            if (values.length > 0) {
                Libtorch.buffer(host.handle()).asFloatBuffer().get(values);
            }
            return values;
        }
    }

    /** All values of a tensor in row-major order, as 64-bit integers. */
    static long[] longs(Tensor tensor) {
        try (var scope = Scope.open()) {
            var host = OpLibrary.call("to_host", tensor.cast(DType.I64));
            var values = new long[Math.toIntExact(count(tensor.shape()))];
            if (values.length > 0) {
                Libtorch.buffer(host.handle()).asLongBuffer().get(values);
            }
            return values;
        }
    }

    /** How many elements a shape has. */
    static long count(long[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    private static Tensor view(ByteBuffer buffer, DType type, long[] shape) {
        return Tensor.unowned(Libtorch.fromBlob(buffer, shape, type.djl().ordinal()), buffer);
    }

    private static ByteBuffer direct(int count, int size) {
        return ByteBuffer.allocateDirect(Math.max(1, count) * size).order(ByteOrder.nativeOrder());
    }
}
