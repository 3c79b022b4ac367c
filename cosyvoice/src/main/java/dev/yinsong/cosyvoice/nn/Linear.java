package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
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
        var y = frozen(x);
        return update == null ? y : update.addTo(y, update.reads(x));
    }

    /**
     * What several layers make of the same input, such as query, key and value. Their updates read it alike: they share
     * what is dropped in training, so that it is drawn, and kept for the backward pass, once.
     */
    public static List<Tensor> together(Tensor x, Linear... layers) {
        Tensor read = null;
        var outputs = new ArrayList<Tensor>();
        for (var layer : layers) {
            var y = layer.frozen(x);
            if (layer.update != null) {
                read = read == null ? layer.update.reads(x) : read;
                y = layer.update.addTo(y, read);
            }
            outputs.add(y);
        }
        return outputs;
    }

    private Tensor frozen(Tensor x) {
        return packed == null ? x.linear(weight, bias) : x.linearPacked(packed.get(), bias);
    }
}
