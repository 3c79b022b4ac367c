package dev.yinsong.cosyvoice.step;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The processor's vectors of floats, and what is computed with them.
 *
 * <p>Whatever is computed here is the same to the last bit, be it interpreted or compiled: it is made of operations that
 * IEEE 754 defines, in an order that is written down. So vectors are never summed up by {@code reduceLanes}.
 */
final class Lanes {

    static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);

    /** Floats of a vector. */
    static final int COUNT = FLOATS.length();

    /** Bytes of a vector. */
    static final int BYTES = COUNT * Float.BYTES;

    /** Floats of two vectors. */
    static final int TWO = 2 * COUNT;

    /** Floats of the four vectors that are computed at a time, so that none waits for its own last sum. */
    static final int FOUR = 4 * COUNT;

    private static final int BLOCK = 64; // inputs: some lines of the cache

    private static final float LOWEST = -87; // e to less than this is no normal float
    private static final float LOG2_E = 1.442695f;
    private static final float ROUNDING = 0x1.8p23f; // a float of this size has no digits after the point
    private static final float LN2_HIGH = 0x1.63p-1f, LN2_LOW = -2.1219444e-4f;
    private static final float[] SERIES = {1.9875691e-4f, 1.3981999e-3f, 8.333452e-3f, 4.1665796e-2f, 0.16666666f, 0.5f
    };
    private static final int ONE_BITS = Float.floatToRawIntBits(1);
    private static final int MANTISSA_BITS = 23;

    private Lanes() {}

    /** The least multiple of a unit that is no less than a count. */
    static int padded(int count, int unit) {
        return (count + unit - 1) / unit * unit;
    }

    /** One vector of an array. */
    static FloatVector at(float[] values, int index) {
        return FloatVector.fromArray(FLOATS, values, index);
    }

    /** One vector outside the heap. */
    static FloatVector at(MemorySegment memory, long bytes) {
        return FloatVector.fromMemorySegment(FLOATS, memory, bytes, ByteOrder.nativeOrder());
    }

    static FloatVector all(float value) {
        return FloatVector.broadcast(FLOATS, value);
    }

    /** Writes four vectors behind one another. */
    static void write(FloatVector a, FloatVector b, FloatVector c, FloatVector d, float[] y, int at) {
        a.intoArray(y, at);
        b.intoArray(y, at + COUNT);
        c.intoArray(y, at + 2 * COUNT);
        d.intoArray(y, at + 3 * COUNT);
    }

    /** Some inputs of an output. */
    interface Inputs {
        void copy(int output, int from, int to);
    }

    /**
     * Walks over a matrix [out, in] so that neither reading it by outputs nor writing it by inputs leaves the cache: some
     * inputs of all outputs at a time.
     */
    static void transposed(float[] matrix, int in, Inputs inputs) {
        for (int from = 0; from < in; from += BLOCK) {
            for (int output = 0; output < matrix.length / in; output++) {
                inputs.copy(output, from, Math.min(in, from + BLOCK));
            }
        }
    }

    /** The sum of a vector's floats. */
    static float sum(FloatVector x) {
        float sum = 0;
        for (float value : x.toArray()) {
            sum += value;
        }
        return sum;
    }

    /** x · y of so many floats. */
    static float dot(float[] x, int xAt, float[] y, int yAt, int count) {
        var sums = FloatVector.zero(FLOATS);
        int i = 0;
        for (; i <= count - COUNT; i += COUNT) {
            sums = at(x, xAt + i).fma(at(y, yAt + i), sums);
        }
        float sum = sum(sums);
        for (; i < count; i++) {
            sum = Math.fma(x[xAt + i], y[yAt + i], sum);
        }
        return sum;
    }

    /** Adds factor · x to y. */
    static void addScaled(float factor, float[] x, int xAt, float[] y, int yAt, int count) {
        int i = 0;
        for (; i <= count - COUNT; i += COUNT) {
            at(x, xAt + i).fma(all(factor), at(y, yAt + i)).intoArray(y, yAt + i);
        }
        for (; i < count; i++) {
            y[yAt + i] = Math.fma(factor, x[xAt + i], y[yAt + i]);
        }
    }

    /** e to the power of each float, none of which is above 0; within 2 units in the last place (Moshier's Cephes, expf). */
    static FloatVector exp(FloatVector x) {
        var power = x.max(LOWEST);
        var rounded = power.fma(all(LOG2_E), all(ROUNDING));
        var twos = rounded.sub(ROUNDING);
        var rest = twos.fma(all(-LN2_LOW), twos.fma(all(-LN2_HIGH), power));
        var series = all(SERIES[0]);
        for (int i = 1; i < SERIES.length; i++) {
            series = series.fma(rest, all(SERIES[i]));
        }
        var value = series.fma(rest.mul(rest), rest.add(1));
        var exponent = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, MANTISSA_BITS);
        return value.mul(exponent.add(ONE_BITS).reinterpretAsFloats());
    }
}
