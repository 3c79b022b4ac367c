package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The projected position table of one attention layer.
 *
 * <p>It depends on nothing but the weights. So where these are frozen it is computed once, as long as the longest input
 * so far needs; upstream projects all of it anew for each decoded token, which is most of its decoding time.
 */
final class PositionScores {

    private static final int FIRST_SIZE = 256;

    private final Weights weights;
    private final Linear projection;
    private final int heads;
    private final boolean causal;
    private volatile @Nullable Table table;

    private record Table(int size, Tensor rows) {}

    PositionScores(Weights weights, String name, int heads, boolean causal) {
        this.weights = weights;
        this.projection = weights.linear(name);
        this.heads = heads;
        this.causal = causal;
    }

    /**
     * Projections of the distances between positions of a sequence, the greatest first.
     *
     * @param like a tensor [..., C] whose type and device the table has to have
     * @return [1, H, size, D] down to distance 0 if causal, else [1, H, 2·size-1, D] down to -(size-1)
     */
    Tensor of(int size, Tensor like) {
        if (weights.areTrained()) {
            return project(size, like);
        }
        var current = table(size, like);
        int skipped = current.size - size;
        return skipped == 0
                ? current.rows
                : current.rows.slice(2, skipped, causal ? current.size : 2L * current.size - 1 - skipped);
    }

    private Table table(int size, Tensor like) {
        var current = table;
        return current == null || current.size < size ? grow(size, like) : current;
    }

    private synchronized Table grow(int size, Tensor like) {
        var current = table;
        if (current != null && current.size >= size) {
            return current;
        }
        int room = Math.max(FIRST_SIZE, Integer.highestOneBit(size - 1) * 2);
        // A smaller table stays alive beside the new one, for those who hold it; together they are no larger than it.
        var grown = new Table(room, weights.derived(() -> project(room, like)).get());
        table = grown;
        return grown;
    }

    private Tensor project(int size, Tensor like) {
        int last = causal ? 0 : 1 - size;
        var encodings = Positions.descending(size, last, like.size(-1));
        return projection.apply(encodings.like(like)).splitHeads(heads);
    }
}
