package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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
        var y = together(x, this).getFirst();
        return packs == null ? y : packs.member().whole(y);
    }

    /**
     * What several layers make of the same input, such as query, key and value. Their updates read it alike: they share
     * what is dropped in training, so that it is drawn, and kept for the backward pass, once.
     *
     * @return where a team computes with packed weights: this member's part of each output; else the outputs
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

    /** The outputs without updates: of packed weights, which are then of one size, in one go, for each product has a cost. */
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
        int size = all.size(-1) / layers.length;
        return IntStream.range(0, layers.length)
                .mapToObj(i -> all.slice(-1, (long) i * size, (i + 1L) * size))
                .toList();
    }
}
