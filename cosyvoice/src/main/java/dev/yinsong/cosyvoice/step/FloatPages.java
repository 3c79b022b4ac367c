package dev.yinsong.cosyvoice.step;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/** {@link Pages} of floats. */
record FloatPages() implements Pages {

    @Override
    public long keyBytes(int size) {
        return (long) POSITIONS * size * Float.BYTES;
    }

    @Override
    public int valueStride(int size) {
        return valueFloats(size) * Float.BYTES;
    }

    @Override
    public void writeKey(MemorySegment memory, long at, int size, int index, float[] key, int keyAt) {
        long first = at + (long) index / Lanes.COUNT * size * Lanes.BYTES + (long) index % Lanes.COUNT * Float.BYTES;
        for (int i = 0; i < size; i++) {
            memory.set(ValueLayout.JAVA_FLOAT, first + (long) i * Lanes.BYTES, key[keyAt + i]);
        }
    }

    @Override
    public void writeValue(MemorySegment memory, long at, int size, int index, float[] value, int valueAt) {
        MemorySegment.copy(value, valueAt, memory, ValueLayout.JAVA_FLOAT, at + (long) index * valueStride(size), size);
    }

    @Override
    public void scores(float[] query, MemorySegment memory, long at, int size, float[] scores, int first) {
        long vector = (long) size * Lanes.BYTES;
        var a = Lanes.all(0);
        var b = a;
        var c = a;
        var d = a;
        for (int i = 0; i < size; i++) {
            var q = Lanes.all(query[i]);
            long row = at + (long) i * Lanes.BYTES;
            a = Lanes.at(memory, row).fma(q, a);
            b = Lanes.at(memory, row + vector).fma(q, b);
            c = Lanes.at(memory, row + 2 * vector).fma(q, c);
            d = Lanes.at(memory, row + 3 * vector).fma(q, d);
        }
        Lanes.write(a, b, c, d, scores, first);
    }

    @Override
    public void weighted(
            List<MemorySegment> pages, long at, int size, float[] weights, int positions, float[] sum, int sumAt) {
        int stride = valueStride(size);
        for (int i = 0; i < valueFloats(size); i += Lanes.COUNT) {
            weighted(pages, at + (long) i * Float.BYTES, stride, weights, positions)
                    .intoArray(sum, sumAt + i);
        }
    }

    private static FloatVector weighted(
            List<MemorySegment> pages, long at, int stride, float[] weights, int positions) {
        var a = Lanes.all(0);
        var b = a;
        var c = a;
        var d = a;
        for (int first = 0; first < positions; first += POSITIONS) {
            var page = pages.get(first / POSITIONS);
            int count = Math.min(POSITIONS, positions - first);
            int i = 0;
            for (; i + 4 <= count; i += 4) {
                long row = at + (long) i * stride;
                a = Lanes.at(page, row).fma(Lanes.all(weights[first + i]), a);
                b = Lanes.at(page, row + stride).fma(Lanes.all(weights[first + i + 1]), b);
                c = Lanes.at(page, row + 2L * stride).fma(Lanes.all(weights[first + i + 2]), c);
                d = Lanes.at(page, row + 3L * stride).fma(Lanes.all(weights[first + i + 3]), d);
            }
            for (; i < count; i++) {
                a = Lanes.at(page, at + (long) i * stride).fma(Lanes.all(weights[first + i]), a);
            }
        }
        return a.add(b).add(c.add(d));
    }
}
