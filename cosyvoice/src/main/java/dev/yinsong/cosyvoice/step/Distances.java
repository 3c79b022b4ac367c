package dev.yinsong.cosyvoice.step;

import dev.yinsong.cosyvoice.config.EncoderConfig;
import dev.yinsong.cosyvoice.nn.Positions;
import dev.yinsong.cosyvoice.nn.Weights;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Team;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The projected distances to earlier positions, of the heads that a member of a team has. They depend on nothing but the
 * weights, so they are computed once, for as many positions as the longest utterance so far.
 */
final class Distances {

    private static final int FIRST_CAPACITY = 512; // some nine seconds of speech

    private final Arena arena;
    private final Weights weights;
    private final EncoderConfig config;
    private final Team.Member member;
    private final int size;
    private int capacity;
    private Pages format = new FloatPages();
    private MemorySegment pages = MemorySegment.NULL; // of each head, as keys, distance 0 first

    /**
     * @param weights of the attention
     * @param arena of the distances
     */
    Distances(Weights weights, EncoderConfig config, Team.Member member, Arena arena) {
        this.arena = arena;
        this.weights = weights;
        this.config = config;
        this.member = member;
        this.size = config.headSize();
    }

    int capacity() {
        return capacity;
    }

    /** Makes room for so many distances. What there was stays alive until the arena is closed; it is no larger than the rest. */
    void reserve(int wanted) {
        if (wanted > capacity) {
            capacity = Lanes.padded(Math.max(FIRST_CAPACITY, Integer.highestOneBit(wanted) * 2), Pages.POSITIONS);
            project();
        }
    }

    private void project() {
        try (var scope = Scope.open()) {
            var projection = weights.linear("linear_pos");
            var encodings = Positions.descending(capacity, 0, config.outputSize());
            var all = projection.apply(encodings.like(projection.weight())).splitHeads(config.heads());
            var own = member.part(all, 1); // [1, h, capacity, D], the greatest first
            int heads = own.size(1);
            float[] rows = own.floats();
            format = Pages.of(rows, rows);
            pages = arena.allocate(page(heads, 0), Lanes.BYTES);
            for (int head = 0; head < heads; head++) {
                for (int distance = 0; distance < capacity; distance++) {
                    int row = (head + 1) * capacity - 1 - distance;
                    format.writeKey(pages, page(head, distance), size, distance % Pages.POSITIONS, rows, row * size);
                }
            }
        }
    }

    /** Where the page of a distance begins, in bytes. */
    private long page(int head, int distance) {
        return (head * (long) capacity / Pages.POSITIONS + distance / Pages.POSITIONS) * format.keyBytes(size);
    }

    /** A query times the shortest distances, from 0 on, and those that fill up their last page. */
    void scores(int head, float[] query, int distances, float[] scores) {
        for (int first = 0; first < distances; first += Pages.POSITIONS) {
            format.scores(query, pages, page(head, first), size, scores, first);
        }
    }
}
