package dev.yinsong.cosyvoice.flow;

import dev.yinsong.cosyvoice.nn.Masks;
import dev.yinsong.cosyvoice.tensor.DType;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which frames of a batch are real and which only fill up shorter items; costs nothing where all are real. */
final class FrameMask {

    private static final double FORBIDDEN = -1e10;
    private static final FrameMask ALL = new FrameMask(null);

    private final @Nullable Tensor valid; // [B, 1, T] of ones and zeros
    private final @Nullable Tensor bias; // [B, 1, 1, T], added to the scores of keys

    private FrameMask(@Nullable Tensor valid) {
        this.valid = valid;
        this.bias = valid == null ? null : valid.mul(-1).add(1).mul(FORBIDDEN).unsqueeze(1);
    }

    /** Every frame is real. */
    static FrameMask all() {
        return ALL;
    }

    /** The first frames of each item are real, as many as it has. */
    static FrameMask of(int frames, int[] lengths) {
        return Arrays.stream(lengths).allMatch(length -> length == frames)
                ? ALL
                : new FrameMask(Masks.valid(frames, lengths).cast(DType.F32).unsqueeze(1));
    }

    /** As ones and zeros [B, 1, T] say. */
    static FrameMask of(Tensor valid) {
        return new FrameMask(valid);
    }

    /** Zeroes the frames [B, C, T] that are not real. */
    Tensor apply(Tensor x) {
        return valid == null ? x : x.mul(valid.like(x));
    }

    /** The mask of every second frame. */
    FrameMask halved() {
        return valid == null ? ALL : new FrameMask(valid.slice(2, 0, valid.size(2), 2));
    }

    /** Attention [B, T, C] in several heads to real frames only. */
    Tensor attend(Tensor q, Tensor k, Tensor v, int heads) {
        return bias == null ? q.attend(k, v, heads) : q.attend(k, v, bias.like(q), heads);
    }
}
