package dev.yinsong.cosyvoice.nn;

import org.jspecify.annotations.Nullable;

/** The low-rank updates of a network. */
@FunctionalInterface
public interface LowRanks {

    /** No updates: the base itself. */
    LowRanks NONE = layer -> null;

    /** The update of the linear layer of this full name, if it has one. */
    @Nullable
    LowRank of(String layer);
}
