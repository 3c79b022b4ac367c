package dev.yinsong.cosyvoice.step;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * {@link Pages} of brain floats, to which what is put in is rounded. An integer holds those of two positions, or of two
 * dimensions of a value, which are one vector apart.
 */
record BrainPages() implements Pages {

    @Override
    public long keyBytes(int size) {
        return (long) POSITIONS * size * Short.BYTES;
    }

    @Override
    public int valueStride(int size) {
        return valueFloats(size) * Short.BYTES;
    }

    @Override
    public void writeKey(MemorySegment memory, long at, int size, int index, float[] key, int keyAt) {
        long first = at + (long) index / Lanes.TWO * size * Lanes.BYTES + BrainFloats.bytes(index % Lanes.TWO);
        for (int i = 0; i < size; i++) {
            memory.set(ValueLayout.JAVA_SHORT, first + (long) i * Lanes.BYTES, BrainFloats.rounded(key[keyAt + i]));
        }
    }

    @Override
    public void writeValue(MemorySegment memory, long at, int size, int index, float[] value, int valueAt) {
        long first = at + (long) index * valueStride(size);
        for (int i = 0; i < size; i++) {
            memory.set(ValueLayout.JAVA_SHORT, first + BrainFloats.bytes(i), BrainFloats.rounded(value[valueAt + i]));
        }
    }

    @Override
    public void scores(float[] query, MemorySegment memory, long at, int size, float[] scores, int first) {
        long half = (long) size * Lanes.BYTES;
        var a = Lanes.all(0);
        var b = a;
        var c = a;
        var d = a;
        for (int i = 0; i < size; i++) {
            var q = Lanes.all(query[i]);
            var ab = BrainFloats.pairsAt(memory, at + (long) i * Lanes.BYTES);
            var cd = BrainFloats.pairsAt(memory, at + (long) i * Lanes.BYTES + half);
            a = BrainFloats.lower(ab).fma(q, a);
            b = BrainFloats.upper(ab).fma(q, b);
            c = BrainFloats.lower(cd).fma(q, c);
            d = BrainFloats.upper(cd).fma(q, d);
        }
        Lanes.write(a, b, c, d, scores, first);
    }

    @Override
    public void weighted(
            List<MemorySegment> pages, long at, int size, float[] weights, int positions, float[] sum, int sumAt) {
        int stride = valueStride(size);
        for (int i = 0; i < valueFloats(size); i += Lanes.TWO) {
            twoVectors(pages, at + (long) i * Short.BYTES, stride, weights, positions, sum, sumAt + i);
        }
    }

    /** Of the sum. */
    private static void twoVectors(
            List<MemorySegment> pages, long at, int stride, float[] weights, int positions, float[] sum, int sumAt) {
        var a = Lanes.all(0);
        var b = a;
        var c = a;
        var d = a;
        for (int first = 0; first < positions; first += POSITIONS) {
            var page = pages.get(first / POSITIONS);
            int count = Math.min(POSITIONS, positions - first);
            int i = 0;
            for (; i + 2 <= count; i += 2) {
                long row = at + (long) i * stride;
                var one = BrainFloats.pairsAt(page, row);
                var other = BrainFloats.pairsAt(page, row + stride);
                var weight = Lanes.all(weights[first + i]);
                var otherWeight = Lanes.all(weights[first + i + 1]);
                a = BrainFloats.lower(one).fma(weight, a);
                b = BrainFloats.upper(one).fma(weight, b);
                c = BrainFloats.lower(other).fma(otherWeight, c);
                d = BrainFloats.upper(other).fma(otherWeight, d);
            }
            if (i < count) {
                var last = BrainFloats.pairsAt(page, at + (long) i * stride);
                var weight = Lanes.all(weights[first + i]);
                a = BrainFloats.lower(last).fma(weight, a);
                b = BrainFloats.upper(last).fma(weight, b);
            }
        }
        a.add(c).intoArray(sum, sumAt);
        b.add(d).intoArray(sum, sumAt + Lanes.COUNT);
    }
}
