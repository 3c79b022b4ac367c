package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.DType;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of one network by their names in the checkpoint, in its order; owner of their memory.
 *
 * <p>Several voices may share one base: {@link #overlaid} sees other tensors under some names, and owns only those.
 */
public final class Parameters implements AutoCloseable {

    private static final int PACKED_ROWS = 256; // about as many as a layer is applied to; others are served as well

    private final Map<String, Tensor> tensors;
    private final List<Tensor> owned;
    private final boolean trainable, dropout;
    private final Parameters origin; // of what is not overlaid; itself where nothing is
    private final Map<String, PositionScores> positions = new ConcurrentHashMap<>();
    private final Map<String, Tensor> packs = new ConcurrentHashMap<>();

    private Parameters(
            Map<String, Tensor> tensors,
            List<Tensor> owned,
            boolean trainable,
            boolean dropout,
            @Nullable Parameters origin) {
        this.origin = origin == null ? this : origin;
        this.tensors = tensors;
        this.owned = owned;
        this.trainable = trainable;
        this.dropout = dropout;
    }

    /** Weights that stay as they are. They must belong to no scope. */
    public static Parameters frozen(Map<String, Tensor> tensors) {
        return new Parameters(new LinkedHashMap<>(tensors), new ArrayList<>(tensors.values()), false, false, null);
    }

    /** Weights that are all trained; dropout acts on their network. They must belong to no scope. */
    public static Parameters trainable(Map<String, Tensor> tensors) {
        tensors.values().forEach(Tensor::requireGradient);
        return new Parameters(new LinkedHashMap<>(tensors), new ArrayList<>(tensors.values()), true, true, null);
    }

    /** The same weights in a network without dropout. */
    public Parameters withoutDropout() {
        return new Parameters(tensors, owned, trainable, false, origin);
    }

    /** These weights with others under some of their names, such as those that LoRA was merged into. */
    public Parameters overlaid(Map<String, Tensor> replacements) {
        var merged = new LinkedHashMap<>(tensors);
        replacements.forEach((name, tensor) -> {
            if (merged.put(name, tensor) == null) {
                throw new IllegalArgumentException("there is no weight " + name + " to replace");
            }
        });
        return new Parameters(merged, new ArrayList<>(replacements.values()), false, false, origin);
    }

    /** Memory that closing this frees, in bytes; what it shares is not counted. */
    public synchronized long bytes() {
        return owned.stream().mapToLong(Tensor::bytes).sum();
    }

    /**
     * These weights in another type, for one step of training: gradients reach the weights as they are kept. They
     * belong to the current scope.
     */
    public Parameters cast(DType type) {
        var narrow = new LinkedHashMap<String, Tensor>();
        tensors.forEach((name, tensor) -> narrow.put(name, tensor.cast(type)));
        return new Parameters(narrow, new ArrayList<>(), trainable, dropout, null);
    }

    /** All tensors, in the checkpoint's order. */
    public Map<String, Tensor> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    /** The weights from the top. */
    public Weights weights() {
        return new Weights(this);
    }

    /** Whether all weights are being trained. */
    boolean areTrainable() {
        return trainable;
    }

    boolean dropOut() {
        return dropout;
    }

    Tensor get(String name) {
        var tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("the checkpoint lacks " + name);
        }
        return tensor;
    }

    boolean has(String name) {
        return tensors.containsKey(name);
    }

    /** A position table of the layer of this name, which lives as long as those parameters that own the weights. */
    PositionScores shared(String layer, Function<Parameters, PositionScores> maker) {
        boolean own = origin == this || get(layer + ".weight") != origin.get(layer + ".weight");
        return own ? positions.computeIfAbsent(layer, name -> maker.apply(this)) : origin.shared(layer, maker);
    }

    /**
     * A linear layer's weight, packed. The copy is one for all networks that share the weight. One that was replaced is nobody
     * else's: it is kept packed instead of as it was, and cannot be had otherwise from then on.
     */
    Tensor packed(String name) {
        boolean own = origin == this || get(name) != origin.get(name);
        return own ? packs.computeIfAbsent(name, this::packing) : origin.packed(name);
    }

    private synchronized Tensor packing(String name) {
        try (var scope = Scope.open()) {
            var weight = get(name);
            var packed = scope.detach(weight.packed(PACKED_ROWS));
            owned.add(packed);
            if (origin != this) {
                tensors.put(name, packed);
                owned.remove(weight);
                weight.close();
            }
            return packed;
        }
    }

    /** Computes a tensor that lives as long as these weights. */
    synchronized Tensor derive(Supplier<Tensor> formula) {
        try (var scope = Scope.open()) {
            var tensor = scope.detach(formula.get().copy());
            owned.add(tensor);
            return tensor;
        }
    }

    @Override
    public void close() {
        owned.forEach(Tensor::close);
        owned.clear();
    }
}
