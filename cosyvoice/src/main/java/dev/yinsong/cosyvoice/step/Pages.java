package dev.yinsong.cosyvoice.step;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * How keys and values of one head lie in memory, in pages of as many positions as four vectors hold. Keys of one vector of
 * positions lie dimension by dimension, so that each lane sums up the score of a position of its own; values lie by
 * positions.
 */
sealed interface Pages permits FloatPages, BrainPages {

    /** Positions of a page. */
    int POSITIONS = Lanes.FOUR;

    /** Pages of brain floats for what is made of nothing else: they take half the memory, and half the time to read it. */
    static Pages of(float[] keys, float[] values) {
        return BrainFloats.holdAll(keys) && BrainFloats.holdAll(values) ? new BrainPages() : new FloatPages();
    }

    /** Bytes of a page of keys of so many dimensions. */
    long keyBytes(int size);

    /** Bytes from a value of so many dimensions to the next. */
    int valueStride(int size);

    /** Floats that {@link #weighted} writes. */
    default int valueFloats(int size) {
        return Lanes.padded(size, Lanes.TWO);
    }

    /**
     * Puts in a key.
     *
     * @param at where the page of keys begins, in bytes
     * @param index of the position in its page
     */
    void writeKey(MemorySegment memory, long at, int size, int index, float[] key, int keyAt);

    /**
     * Puts in a value.
     *
     * @param at where the page of values begins, in bytes
     */
    void writeValue(MemorySegment memory, long at, int size, int index, float[] value, int valueAt);

    /** A query times each key of a page, those that were never put in included. */
    void scores(float[] query, MemorySegment memory, long at, int size, float[] scores, int first);

    /**
     * The sum of the values of the first positions, each times its weight.
     *
     * @param at where the values begin in each page
     */
    void weighted(List<MemorySegment> pages, long at, int size, float[] weights, int positions, float[] sum, int sumAt);
}
