package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** x Wᵀ + b, perhaps with an update: [..., in] to [..., out]. */
public final class Linear {

    private final Tensor weight;
    private final @Nullable Supplier<Tensor> packed;
    private final @Nullable Tensor bias;
    private final @Nullable Update update;

    /** @param packed the weight as {@link Tensor#linearPacked} reads it, where there is such a copy */
    Linear(Tensor weight, @Nullable Supplier<Tensor> packed, @Nullable Tensor bias, @Nullable Update update) {
        this.weight = weight;
        this.packed = packed;
        this.bias = bias;
        this.update = update;
    }

    public Tensor apply(Tensor x) {
        var y = packed == null ? x.linear(weight, bias) : x.linearPacked(packed.get(), bias);
        return update == null ? y : update.addTo(y, x);
    }
}
