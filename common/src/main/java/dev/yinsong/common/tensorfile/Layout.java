package dev.yinsong.common.tensorfile;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Where a tensor's elements lie in its storage.
 *
 * @param offset the first element
 * @param size the sizes, outermost first
 * @param stride the distance, in elements, between neighbours of each dimension
 */
record Layout(long offset, long[] size, long[] stride) {

    /** The number of elements, or {@link Long#MAX_VALUE} when there are too many to count. */
    long elements() {
        if (Arrays.stream(size).anyMatch(n -> n == 0)) {
            return 0;
        }
        try {
            return Arrays.stream(size).reduce(1, Math::multiplyExact);
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    /** Whether every element lies inside a storage of this many elements. */
    boolean fits(long storage) {
        if (elements() == 0) {
            return offset <= storage;
        }
        try {
            long last = offset;
            for (int i = 0; i < size.length; i++) {
                last = Math.addExact(last, Math.multiplyExact(size[i] - 1, stride[i]));
            }
            return last < storage;
        } catch (ArithmeticException e) {
            return false;
        }
    }

    /** Whether the elements follow each other in row-major order. */
    boolean contiguous() {
        if (elements() == 0) {
            return true;
        }
        long expected = 1;
        for (int i = size.length - 1; i >= 0; i--) {
            if (size[i] != 1 && stride[i] != expected) {
                return false;
            }
            expected *= size[i];
        }
        return true;
    }

    /** Copies the elements into row-major order. */
    ByteBuffer gather(MemorySegment storage, int width) {
        var out = ByteBuffer.allocateDirect(Math.toIntExact(elements() * width));
        copy(storage, width, 0, offset, MemorySegment.ofBuffer(out), 0);
        return out;
    }

    /** Copies one dimension and all within it; answers the next free byte. */
    private long copy(MemorySegment storage, int width, int dimension, long from, MemorySegment out, long to) {
        if (dimension == size.length) {
            MemorySegment.copy(storage, from * width, out, to, width);
            return to + width;
        }
        for (long i = 0; i < size[dimension]; i++) {
            to = copy(storage, width, dimension + 1, from + i * stride[dimension], out, to);
        }
        return to;
    }

    @Override
    public String toString() {
        return "offset " + offset + ", sizes " + Arrays.toString(size) + ", strides " + Arrays.toString(stride);
    }
}
