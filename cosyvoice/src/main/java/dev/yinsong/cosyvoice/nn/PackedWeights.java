package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Copies of the weights of linear layers in the order in which the processor reads them best, made when a layer is first
 * used. Inputs of a few rows then cost no more than one of a single row, and each row is computed alike, however many there
 * are. For one thread.
 */
public final class PackedWeights implements AutoCloseable {

    private record Copy(Tensor weight, @Nullable Tensor bias) {}

    private final Map<String, Copy> copies = new HashMap<>();

    /**
     * What layers of one input make of it without their updates, read as one layer.
     *
     * @param x [B, 1, in]
     * @return [B, 1, out] with the outputs of all layers behind each other
     */
    Tensor apply(List<Linear> layers, Tensor x) {
        var names = layers.stream().map(Linear::name).collect(Collectors.joining("+"));
        var copy = copies.computeIfAbsent(names, name -> copy(layers));
        return x.linearPacked(copy.weight, copy.bias);
    }

    private static Copy copy(List<Linear> layers) {
        try (var scope = Scope.open()) {
            var weight = joined(layers, Linear::weight).packed();
            boolean biased = layers.stream().map(Linear::bias).allMatch(Objects::nonNull);
            return new Copy(scope.detach(weight), biased ? scope.detach(joined(layers, Linear::bias)) : null);
        }
    }

    private static Tensor joined(List<Linear> layers, Function<Linear, @Nullable Tensor> part) {
        return Tensor.cat(0, layers.stream().map(part).toArray(Tensor[]::new));
    }

    @Override
    public void close() {
        copies.values().forEach(copy -> {
            copy.weight.close();
            if (copy.bias != null) {
                copy.bias.close();
            }
        });
        copies.clear();
    }
}
