package dev.yinsong.common.tensorfile;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;

/**
 * One named tensor: contiguous, row-major, little-endian.
 *
 * @param name the key in its file
 * @param dtype the type of the elements
 * @param shape the sizes, outermost first; empty for a scalar
 * @param data exactly the tensor's bytes; usually a slice of a mapped file
 */
public record TensorEntry(String name, DType dtype, long[] shape, ByteBuffer data) {

    /**
     * Checks that the bytes fit the shape.
     *
     * @throws IllegalArgumentException when a size is negative or the bytes are not as many as the shape says
     */
    public TensorEntry {
        shape = shape.clone();
        data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
        long expected = byteCount(name, dtype, shape);
        if (expected != data.remaining()) {
            throw new IllegalArgumentException("tensor " + name + " of shape " + Arrays.toString(shape) + " and type "
                    + dtype + " needs " + expected + " bytes, has " + data.remaining());
        }
    }

    /** A tensor of 32-bit floats. */
    public static TensorEntry of(String name, float[] values, long... shape) {
        var data = littleEndian(4L * values.length);
        data.asFloatBuffer().put(values);
        return new TensorEntry(name, DType.F32, shape, data);
    }

    /** A tensor of 64-bit floats. */
    public static TensorEntry of(String name, double[] values, long... shape) {
        var data = littleEndian(8L * values.length);
        data.asDoubleBuffer().put(values);
        return new TensorEntry(name, DType.F64, shape, data);
    }

    /** A tensor of 32-bit integers. */
    public static TensorEntry of(String name, int[] values, long... shape) {
        var data = littleEndian(4L * values.length);
        data.asIntBuffer().put(values);
        return new TensorEntry(name, DType.I32, shape, data);
    }

    /** A tensor of 64-bit integers. */
    public static TensorEntry of(String name, long[] values, long... shape) {
        var data = littleEndian(8L * values.length);
        data.asLongBuffer().put(values);
        return new TensorEntry(name, DType.I64, shape, data);
    }

    /** The sizes, outermost first. */
    @Override
    public long[] shape() {
        return shape.clone();
    }

    /** A fresh little-endian view of the bytes, from position 0. */
    @Override
    public ByteBuffer data() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Gives the memory behind a mapped tensor back to the system. Its bytes can still be read, from the file again; one
     * that is not mapped stays as it is.
     */
    public void unload() {
        var bytes = MemorySegment.ofBuffer(data);
        if (bytes.isMapped()) {
            bytes.unload();
        }
    }

    /** The number of elements; 1 for a scalar. */
    public int elements() {
        return data.capacity() / dtype.bytes();
    }

    /** The same tensor under another name. */
    public TensorEntry named(String other) {
        return new TensorEntry(other, dtype, shape, data);
    }

    /** The elements as 32-bit floats: narrower types are widened, doubles and integers rounded. */
    public float[] floats() {
        var values = new float[elements()];
        if (dtype == DType.F32) {
            data().asFloatBuffer().get(values);
            return values;
        }
        var at = doubleAt();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) at.applyAsDouble(i);
        }
        return values;
    }

    /** The elements as 64-bit floats. */
    public double[] doubles() {
        var values = new double[elements()];
        var at = doubleAt();
        for (int i = 0; i < values.length; i++) {
            values[i] = at.applyAsDouble(i);
        }
        return values;
    }

    /**
     * The elements as 64-bit integers; true is 1.
     *
     * @throws IllegalStateException for a tensor of floating-point numbers
     */
    public long[] longs() {
        var values = new long[elements()];
        var at = longAt();
        for (int i = 0; i < values.length; i++) {
            values[i] = at.applyAsLong(i);
        }
        return values;
    }

    /**
     * The elements as 32-bit integers; true is 1.
     *
     * @throws IllegalStateException for a tensor of floating-point numbers
     * @throws ArithmeticException when an element does not fit
     */
    public int[] ints() {
        return Arrays.stream(longs()).mapToInt(Math::toIntExact).toArray();
    }

    /** Whether every element is a finite number; integers always are. */
    public boolean finite() {
        if (!dtype.floating()) {
            return true;
        }
        var at = doubleAt();
        for (int i = 0; i < elements(); i++) {
            if (!Double.isFinite(at.applyAsDouble(i))) {
                return false;
            }
        }
        return true;
    }

    /** The number of bytes that a tensor of this type and shape takes, or an {@link IllegalArgumentException}. */
    static long byteCount(String name, DType dtype, long[] shape) {
        long bytes = dtype.bytes();
        boolean empty = false;
        for (long size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException(
                        "tensor " + name + " has a negative size: " + Arrays.toString(shape));
            }
            empty |= size == 0;
        }
        if (empty) {
            return 0;
        }
        try {
            for (long size : shape) {
                bytes = Math.multiplyExact(bytes, size);
            }
            return bytes;
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("tensor " + name + " is absurdly large: " + Arrays.toString(shape), e);
        }
    }

    private IntToDoubleFunction doubleAt() {
        var bytes = data();
        return switch (dtype) {
            case F64 -> i -> bytes.getDouble(8 * i);
            case F32 -> i -> bytes.getFloat(4 * i);
            case F16 -> i -> Float.float16ToFloat(bytes.getShort(2 * i));
            case BF16 -> i -> Float.intBitsToFloat(bytes.getShort(2 * i) << 16);
            case I64, I32, I16, I8, U8, BOOL -> {
                var at = longAt();
                yield at::applyAsLong;
            }
        };
    }

    private IntToLongFunction longAt() {
        var bytes = data();
        return switch (dtype) {
            case I64 -> i -> bytes.getLong(8 * i);
            case I32 -> i -> bytes.getInt(4 * i);
            case I16 -> i -> bytes.getShort(2 * i);
            case I8 -> bytes::get;
            case U8 -> i -> bytes.get(i) & 0xff;
            case BOOL -> i -> bytes.get(i) == 0 ? 0 : 1;
            case F64, F32, F16, BF16 ->
                throw new IllegalStateException("tensor " + name + " holds " + dtype + ", not integers");
        };
    }

    private static ByteBuffer littleEndian(long bytes) {
        return ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public String toString() {
        return name + " " + dtype + " " + Arrays.toString(shape);
    }
}
