package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/**
 * Copies of the weights of linear layers in the order in which the processor reads them best, made when a layer is first
 * used. Inputs of a few rows then cost no more than one of a single row, and each row is computed alike, however many there
 * are. For one thread.
 */
public final class PackedWeights implements AutoCloseable {

    private final Map<String, Tensor> packed = new HashMap<>();

    /** The weight of the layer of this full name. */
    Tensor of(String layer, Tensor weight) {
        return packed.computeIfAbsent(layer, name -> {
            try (var scope = Scope.open()) {
                return scope.detach(weight.packed());
            }
        });
    }

    @Override
    public void close() {
        packed.values().forEach(Tensor::close);
        packed.clear();
    }
}
