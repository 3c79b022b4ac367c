package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** x Wᵀ + b, perhaps with an update: [..., in] to [..., out]. */
public final class Linear {

    private final Tensor weight;
    private final @Nullable Tensor bias;
    private final @Nullable Update update;

    Linear(Tensor weight, @Nullable Tensor bias, @Nullable Update update) {
        this.weight = weight;
        this.bias = bias;
        this.update = update;
    }

    public Tensor apply(Tensor x) {
        var y = x.linear(weight, bias);
        return update == null ? y : update.addTo(y, x);
    }
}
