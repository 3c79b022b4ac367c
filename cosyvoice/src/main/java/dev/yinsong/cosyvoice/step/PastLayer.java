package dev.yinsong.cosyvoice.step;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/** What an utterance has read in one layer. Members of a team write and read the heads of their own. */
final class PastLayer {

    private static final int POSITIONS = KeyPage.KEYS; // of a page

    private final Arena arena;
    private final int heads, size;
    private final long keyBytes, valueBytes; // of a head in a page
    private final int valueStride; // bytes of a value, in whole vectors
    private final List<MemorySegment> pages = new ArrayList<>(); // keys of each head, values of each head [T, D]

    PastLayer(Arena arena, int heads, int size) {
        this.arena = arena;
        this.heads = heads;
        this.size = size;
        this.keyBytes = KeyPage.bytes(size);
        this.valueStride = Lanes.padded(size, Lanes.COUNT) * Float.BYTES;
        this.valueBytes = (long) POSITIONS * valueStride;
    }

    /** Makes room for so many positions. */
    void reserve(int positions) {
        while (pages.size() * POSITIONS < positions) {
            pages.add(arena.allocate(heads * (keyBytes + valueBytes), Lanes.BYTES));
        }
    }

    private long values(int head) {
        return heads * keyBytes + head * valueBytes;
    }

    /** Writes a key and a value of one head. */
    void write(int head, int position, float[] key, int keyAt, float[] value, int valueAt) {
        var page = pages.get(position / POSITIONS);
        int index = position % POSITIONS;
        KeyPage.write(page, head * keyBytes, size, index, key, keyAt);
        long at = values(head) + (long) index * valueStride;
        MemorySegment.copy(value, valueAt, page, ValueLayout.JAVA_FLOAT, at, size);
    }

    /** A query times the keys of the first positions, and of those that fill up their last page. */
    void scores(int head, float[] query, int positions, float[] scores) {
        for (int first = 0; first < positions; first += POSITIONS) {
            KeyPage.scores(query, pages.get(first / POSITIONS), head * keyBytes, size, scores, first);
        }
    }

    /** The sum of the values of the first positions, each times its weight, and zeros that fill up the last vector. */
    void weighted(int head, float[] weights, int positions, float[] sum, int sumAt) {
        for (int at = 0; at < valueStride; at += Lanes.BYTES) {
            weighted(values(head) + at, weights, positions).intoArray(sum, sumAt + at / Float.BYTES);
        }
    }

    private FloatVector weighted(long at, float[] weights, int positions) {
        var a = Lanes.all(0);
        var b = a;
        var c = a;
        var d = a;
        for (int first = 0; first < positions; first += POSITIONS) {
            var page = pages.get(first / POSITIONS);
            int count = Math.min(POSITIONS, positions - first);
            int i = 0;
            for (; i + 4 <= count; i += 4) {
                long row = at + (long) i * valueStride;
                a = Lanes.at(page, row).fma(Lanes.all(weights[first + i]), a);
                b = Lanes.at(page, row + valueStride).fma(Lanes.all(weights[first + i + 1]), b);
                c = Lanes.at(page, row + 2L * valueStride).fma(Lanes.all(weights[first + i + 2]), c);
                d = Lanes.at(page, row + 3L * valueStride).fma(Lanes.all(weights[first + i + 3]), d);
            }
            for (; i < count; i++) {
                a = Lanes.at(page, at + (long) i * valueStride).fma(Lanes.all(weights[first + i]), a);
            }
        }
        return a.add(b).add(c.add(d));
    }
}
