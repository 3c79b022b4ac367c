package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Tensor;

/** Sees the attention of each layer, in order, as it is computed: for losses that guide it. */
@FunctionalInterface
public interface AttentionObserver {

    /** Looks away. */
    AttentionObserver NONE = attention -> {};

    /** @param attention [B, H, T, S], each row a distribution over the keys */
    void attended(Tensor attention);
}
