package dev.yinsong.cosyvoice.step;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Keys [T, D] of one head that queries are multiplied with, T being as many as four vectors hold. Those of one vector lie
 * dimension by dimension, [4, D, T / 4], so that each lane sums up the score of a key of its own.
 */
final class KeyPage {

    /** Keys of a page. */
    static final int KEYS = Lanes.FOUR;

    private KeyPage() {}

    /** The bytes that a page of keys of so many dimensions takes. */
    static long bytes(int size) {
        return (long) KEYS * size * Float.BYTES;
    }

    /**
     * Puts in a key.
     *
     * @param at where the page begins, in bytes
     * @param size D
     * @param index of the key in its page
     */
    static void write(MemorySegment memory, long at, int size, int index, float[] key, int keyAt) {
        long first = at + (long) index / Lanes.COUNT * size * Lanes.BYTES + (long) index % Lanes.COUNT * Float.BYTES;
        for (int i = 0; i < size; i++) {
            memory.set(ValueLayout.JAVA_FLOAT, first + (long) i * Lanes.BYTES, key[keyAt + i]);
        }
    }

    /** A query [D] times each key of a page, those that were never put in included. */
    static void scores(float[] query, MemorySegment memory, long at, int size, float[] scores, int first) {
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
        Panels.write(a, b, c, d, scores, first);
    }
}
