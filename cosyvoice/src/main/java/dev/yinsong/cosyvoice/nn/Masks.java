package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.DType;
import dev.yinsong.cosyvoice.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Truth values that say which keys a query may attend to. */
public final class Masks {

    private static final double NEVER = -1e30;

    private Masks() {}

    /** What to add to scores of x's type so that those which are not allowed come to nothing; every row has to allow one. */
    static Tensor forbidden(Tensor allowed, Tensor x) {
        return allowed.not().cast(DType.F32).mul(NEVER).like(x);
    }

    /** [1, 1, size, size]: each position and those before it. */
    public static Tensor causal(int size) {
        var allowed = new boolean[size * size];
        for (int query = 0; query < size; query++) {
            for (int key = 0; key <= query; key++) {
                allowed[query * size + key] = true;
            }
        }
        return Tensor.of(allowed, 1, 1, size, size);
    }

    /** [B, size]: the first positions of each row, as many as it has. */
    public static Tensor valid(int size, int[] lengths) {
        var valid = new boolean[lengths.length * size];
        for (int row = 0; row < lengths.length; row++) {
            for (int i = 0; i < lengths[row]; i++) {
                valid[row * size + i] = true;
            }
        }
        return Tensor.of(valid, lengths.length, size);
    }

    /** Both restrictions; null where nothing is forbidden. */
    static @Nullable Tensor allowed(int size, int @Nullable [] lengths, boolean causal) {
        if (lengths == null) {
            return causal ? causal(size) : null;
        }
        var padding = valid(size, lengths).reshape(lengths.length, 1, 1, size);
        return causal ? causal(size).and(padding) : padding;
    }
}
