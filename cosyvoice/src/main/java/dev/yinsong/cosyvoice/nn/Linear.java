package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** x Wᵀ + b, perhaps with an update: [..., in] to [..., out]. */
public final class Linear {

    private final String name;
    private final Tensor weight;
    private final @Nullable Tensor bias;
    private final @Nullable Update update;
    private final boolean packed;

    /** @param name in full */
    Linear(String name, Tensor weight, @Nullable Tensor bias, @Nullable Update update) {
        this(name, weight, bias, update, false);
    }

    private Linear(String name, Tensor weight, @Nullable Tensor bias, @Nullable Update update, boolean packed) {
        this.packed = packed;
        this.name = name;
        this.weight = weight;
        this.bias = bias;
        this.update = update;
    }

    /** A layer with a {@link Tensor#packed} weight, through which no gradients go. */
    static Linear packed(String name, Tensor weight, @Nullable Tensor bias) {
        return new Linear(name, weight, bias, null, true);
    }

    /** Its full name in the checkpoint. */
    public String name() {
        return name;
    }

    /** [out, in]. */
    public Tensor weight() {
        return weight;
    }

    /** [out], if it has one. */
    public @Nullable Tensor bias() {
        return bias;
    }

    public Tensor apply(Tensor x) {
        return together(x, this).getFirst();
    }

    /** What several layers make of the same input, such as query, key and value. Low-rank updates among them read it alike. */
    public static List<Tensor> together(Tensor x, Linear... layers) {
        var lowRank = lowRank(x, Stream.of(layers).filter(Linear::hasLowRank).toList())
                .iterator();
        return Stream.of(layers)
                .map(layer -> switch (layer.update) {
                    case null -> layer.frozen(x);
                    case LowRank _ -> lowRank.next();
                    case Update.OfRows update -> update.addTo(layer.frozen(x), x);
                })
                .toList();
    }

    private Tensor frozen(Tensor x) {
        return packed ? x.linearPacked(weight, bias) : x.linear(weight, bias);
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
}
