package dev.yinsong.cosyvoice.step;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** What an utterance has read in one layer. Members of a team write and read the heads of their own. */
final class PastLayer {

    private final Arena arena;
    private final Pages format;
    private final int heads, size;
    private final long keyBytes, valueBytes; // of a head in a page
    private final List<MemorySegment> pages = new ArrayList<>(); // keys of each head, values of each head

    PastLayer(Arena arena, Pages format, int heads, int size) {
        this.arena = arena;
        this.format = format;
        this.heads = heads;
        this.size = size;
        this.keyBytes = format.keyBytes(size);
        this.valueBytes = (long) Pages.POSITIONS * format.valueStride(size);
    }

    /** Makes room for so many positions. */
    void reserve(int positions) {
        while (pages.size() * Pages.POSITIONS < positions) {
            pages.add(arena.allocate(heads * (keyBytes + valueBytes), Lanes.BYTES));
        }
    }

    private long values(int head) {
        return heads * keyBytes + head * valueBytes;
    }

    /** Writes a key and a value of one head. */
    void write(int head, int position, float[] key, int keyAt, float[] value, int valueAt) {
        var page = pages.get(position / Pages.POSITIONS);
        int index = position % Pages.POSITIONS;
        format.writeKey(page, head * keyBytes, size, index, key, keyAt);
        format.writeValue(page, values(head), size, index, value, valueAt);
    }

    /** A query times the keys of the first positions, and of those that fill up their last page. */
    void scores(int head, float[] query, int positions, float[] scores) {
        for (int first = 0; first < positions; first += Pages.POSITIONS) {
            format.scores(query, pages.get(first / Pages.POSITIONS), head * keyBytes, size, scores, first);
        }
    }

    /** The sum of the values of the first positions, each times its weight, and zeros that fill up the last vectors. */
    void weighted(int head, float[] weights, int positions, float[] sum, int sumAt) {
        format.weighted(pages, values(head), size, weights, positions, sum, sumAt);
    }
}
