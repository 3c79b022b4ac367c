package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.List;
import java.util.Objects;
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
     * What several layers make of the same input, such as query, key and value. Low-rank updates among them read it alike.
     *
     * @return where a team computes with packed weights: this member's part of each output; else the outputs
     */
    public static List<Tensor> together(Tensor x, Linear... layers) {
        var lowRank = lowRank(x, Stream.of(layers).filter(Linear::hasLowRank).toList())
                .iterator();
        var frozen = frozen(
                        x,
                        Stream.of(layers).filter(layer -> !layer.hasLowRank()).toList())
                .iterator();
        return Stream.of(layers)
                .map(layer -> switch (layer.update) {
                    case null -> frozen.next();
                    case LowRank _ -> lowRank.next();
                    case Update.OfRows update -> update.addTo(frozen.next(), x);
                })
                .toList();
    }

    private boolean hasLowRank() {
        return update instanceof LowRank;
    }

    private static List<Tensor> lowRank(Tensor x, List<Linear> layers) {
        if (layers.isEmpty()) {
            return List.of();
        }
        var weights = layers.stream().map(Linear::weight).toArray(Tensor[]::new);
        var biases = layers.stream().map(Linear::bias).filter(Objects::nonNull).toArray(Tensor[]::new);
        var updates = layers.stream()
                .map(layer -> layer.update)
                .filter(LowRank.class::isInstance)
                .map(LowRank.class::cast)
                .toList();
        return LowRank.apply(x, updates, weights, biases);
    }

    /** The outputs without updates: of packed weights, which are then of one size, in one go, for each product has a cost. */
    private static List<Tensor> frozen(Tensor x, List<Linear> layers) {
        var packs = layers.isEmpty() ? null : layers.getFirst().packs;
        if (packs == null) {
            return layers.stream()
                    .map(layer -> x.linear(layer.weight, layer.bias))
                    .toList();
        }
        var all = packs.apply(layers, x);
        if (layers.size() == 1) {
            return List.of(all);
        }
        int size = all.size(-1) / layers.size();
        return IntStream.range(0, layers.size())
                .mapToObj(i -> all.slice(-1, (long) i * size, (i + 1L) * size))
                .toList();
    }
}
