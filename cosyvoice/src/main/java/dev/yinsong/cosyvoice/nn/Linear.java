package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** x Wᵀ + b, perhaps with an update: [..., in] to [..., out]. */
public final class Linear {

    private final String name;
    private final Tensor weight;
    private final @Nullable Tensor bias;
    private final @Nullable Update update;
    private final @Nullable PackedWeights packs;

    /**
     * A layer.
     *
     * @param name in full
     * @param packs copies to compute with, where there are such
     */
    Linear(String name, Tensor weight, @Nullable Tensor bias, @Nullable Update update, @Nullable PackedWeights packs) {
        this.name = name;
        this.weight = weight;
        this.bias = bias;
        this.update = update;
        this.packs = packs;
    }

    String name() {
        return name;
    }

    Tensor weight() {
        return weight;
    }

    @Nullable
    Tensor bias() {
        return bias;
    }

    public Tensor apply(Tensor x) {
        return together(x, this).getFirst();
    }

    /**
     * What several layers make of the same input, such as query, key and value. Their updates read it alike: they share
     * what is dropped in training, so that it is drawn, and kept for the backward pass, once.
     */
    public static List<Tensor> together(Tensor x, Linear... layers) {
        var frozen = frozen(x, layers);
        var outputs = new ArrayList<Tensor>();
        Tensor read = null;
        for (int i = 0; i < layers.length; i++) {
            var update = layers[i].update;
            if (update == null) {
                outputs.add(frozen.get(i));
            } else {
                read = read == null ? update.reads(x) : read;
                outputs.add(update.addTo(frozen.get(i), read));
            }
        }
        return outputs;
    }

    /** The outputs without updates: of packed weights in one go, for each product has a cost of its own. */
    private static List<Tensor> frozen(Tensor x, Linear... layers) {
        var packs = layers[0].packs;
        if (packs == null) {
            return Stream.of(layers)
                    .map(layer -> x.linear(layer.weight, layer.bias))
                    .toList();
        }
        var all = packs.apply(List.of(layers), x);
        if (layers.length == 1) {
            return List.of(all);
        }
        var outputs = new ArrayList<Tensor>();
        int from = 0;
        for (var layer : layers) {
            int to = from + layer.weight.size(0);
            outputs.add(all.slice(-1, from, to));
            from = to;
        }
        return outputs;
    }
}
