package dev.yinsong.cosyvoice.step;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Brain floats, the upper halves of floats, in memory of a processor that is little-endian: a vector of integers holds one
 * vector of them in its lower halves, the next one in its upper.
 */
final class BrainFloats {

    private static final int BITS = 16;
    private static final int MASK = 0xffff0000;
    private static final int HALF = 1 << (BITS - 1); // half of the last digit

    private BrainFloats() {}

    /** One vector of pairs. */
    static IntVector pairsAt(MemorySegment memory, long bytes) {
        return IntVector.fromMemorySegment(Lanes.INTS, memory, bytes, ByteOrder.nativeOrder());
    }

    /** The brain floats in the lower halves of pairs. */
    static FloatVector lower(IntVector pairs) {
        return pairs.lanewise(VectorOperators.LSHL, BITS).reinterpretAsFloats();
    }

    /** The brain floats in the upper halves of pairs. */
    static FloatVector upper(IntVector pairs) {
        return pairs.and(MASK).reinterpretAsFloats();
    }

    /** Where the brain float of an index lies. */
    static long bytes(int index) {
        int pair = index / Lanes.TWO * Lanes.COUNT + index % Lanes.COUNT;
        return (long) pair * Integer.BYTES + (long) (index / Lanes.COUNT % 2) * Short.BYTES;
    }

    /** A float that a brain float can hold, as one. */
    static short of(float value) {
        return (short) (Float.floatToRawIntBits(value) >>> BITS);
    }

    /** The brain float that is nearest to a float, of two as near the even one. */
    static short rounded(float value) {
        int bits = Float.floatToRawIntBits(value);
        int odd = (bits >>> BITS) & 1;
        return (short) ((bits + HALF - 1 + odd) >>> BITS);
    }

    /** Whether brain floats can hold all of these. */
    static boolean holdAll(float[] values) {
        for (float value : values) {
            if ((Float.floatToRawIntBits(value) & ~MASK) != 0) {
                return false;
            }
        }
        return true;
    }
}
