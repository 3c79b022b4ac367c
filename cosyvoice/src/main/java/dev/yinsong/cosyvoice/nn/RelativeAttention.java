package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Self-attention with relative positions (Dai et al., 2019), as wenet's {@code rel_selfattn}.
 *
 * <pre>
 *   x [B, T, C]    forbidden [1|B, 1, 1|T, T]    y [B, T, C]
 * </pre>
 */
final class RelativeAttention {

    private final Linear query, key, value, out;
    private final PositionScores positions;
    private final Tensor contentBias, positionBias; // [H, C/H]
    private final int heads;
    private final double dropout;

    RelativeAttention(Weights weights, int heads, boolean causal, double dropout) {
        this.query = weights.linear("linear_q");
        this.key = weights.linear("linear_k");
        this.value = weights.linear("linear_v");
        this.out = weights.linear("linear_out");
        this.positions = weights.positions("linear_pos", heads, causal);
        this.contentBias = weights.tensor("pos_bias_u");
        this.positionBias = weights.tensor("pos_bias_v");
        this.heads = heads;
        this.dropout = weights.dropout(dropout);
    }

    /** @param forbidden of x's type, added to the scores: see {@link Masks#forbidden} */
    Tensor apply(Tensor x, @Nullable Tensor forbidden, AttentionObserver observer) {
        var projected = Linear.together(x, query, key, value);
        var q = projected.get(0).splitHeads(heads); // [B, H, T, C/H]
        var k = projected.get(1).splitHeads(heads);
        var v = projected.get(2).splitHeads(heads);
        int length = k.size(2);

        var distance = biased(q, positionBias)
                .matmul(positions.of(length, x).transposed())
                .relativeShift(length);
        var bias = forbidden == null ? distance : distance.add(forbidden);
        var attention = biased(q, contentBias)
                .scores(k, bias, 1 / Math.sqrt(q.size(-1)))
                .softmax();
        observer.attended(attention);
        return out.apply(attention.dropout(dropout).matmul(v).joinHeads());
    }

    /**
     * Attends from the next position of each row alone [B, 1, C] to itself and to all positions before it. Rows are of
     * different lengths, so each is attended to by itself (selective batching).
     *
     * @param caches with room for the position; they do not count it yet
     */
    Tensor step(Tensor x, List<KvCache.Layer> caches) {
        var projected = Linear.together(x, query, key, value);
        var distances = positions.of(KvCache.Layer.longest(caches) + 1, x).squeeze(0);
        var attended = KvCache.Layer.attended(
                caches, KvCache.Layer.suited(distances), biases(contentBias), biases(positionBias));
        return out.apply(projected.get(0).attendNext(projected.get(1), projected.get(2), attended));
    }

    /** As {@link #apply} on the first positions of a sequence, leaving their keys and values in the cache. */
    Tensor start(Tensor x, Tensor forbidden, KvCache.Layer cache) {
        cache.append(key.apply(x).splitHeads(heads), value.apply(x).splitHeads(heads));
        return apply(x, forbidden, AttentionObserver.NONE);
    }

    private static Tensor biases(Tensor bias) {
        return KvCache.Layer.suited(bias.unsqueeze(1)); // [H, 1, D]
    }

    private static Tensor biased(Tensor q, Tensor bias) {
        return q.add(bias.unsqueeze(1));
    }
}
