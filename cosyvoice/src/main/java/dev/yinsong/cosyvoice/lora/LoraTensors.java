package dev.yinsong.cosyvoice.lora;

import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.nn.LowRank;
import dev.yinsong.cosyvoice.nn.LowRanks;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.tensor.DType;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The low-rank updates of one network, as tensors in F32 by the full name of the linear layer that each adapts.
 *
 * <p>They belong to no scope: close them with the training or the merge.
 */
public final class LoraTensors implements LowRanks, AutoCloseable {

    private final Map<String, LowRank> updates;

    private LoraTensors(Map<String, LowRank> updates) {
        this.updates = updates;
    }

    /** Updates that change nothing yet: A uniform within ±1/√in (He initialisation with a = √5), B zero. */
    public static LoraTensors fresh(List<LoraTarget> targets, LoraConfig config, RandomGenerator generator) {
        var updates = new LinkedHashMap<String, LowRank>();
        try (var scope = Scope.open()) {
            for (var target : targets) {
                var a = uniform(config.rank(), target.in(), generator);
                var b = Tensor.zeros(target.out(), config.rank());
                updates.put(
                        target.module(),
                        new LowRank(scope.detach(a), scope.detach(b), config.scale(), config.dropout()));
            }
        }
        return new LoraTensors(updates);
    }

    /** The updates of one network of an adapter, which may be none. */
    public static LoraTensors of(Adapter adapter, Network network) {
        return of(adapter.of(network), adapter.config(network).scale(), 0);
    }

    /** No updates. */
    public static LoraTensors none() {
        return new LoraTensors(Map.of());
    }

    /** Updates with given numbers. */
    public static LoraTensors of(Map<String, Factors> factors, double scale, double dropout) {
        var updates = new LinkedHashMap<String, LowRank>();
        try (var scope = Scope.open()) {
            factors.forEach((layer, value) -> {
                var a = scope.detach(Tensor.of(value.a(), value.rank(), value.in()));
                var b = scope.detach(Tensor.of(value.b(), value.out(), value.rank()));
                updates.put(layer, new LowRank(a, b, scale, dropout));
            });
        }
        return new LoraTensors(updates);
    }

    private static final String WEIGHT = ".weight";

    private static Tensor uniform(int rank, int in, RandomGenerator generator) {
        double bound = 1 / Math.sqrt(in);
        var values = new float[rank * in];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) generator.nextDouble(-bound, bound);
        }
        return Tensor.of(values, rank, in);
    }

    /** Marks all of them for training. */
    public LoraTensors requireGradients() {
        parameters().forEach(Tensor::requireGradient);
        return this;
    }

    /** The update of a layer, if it has one: what {@link dev.yinsong.cosyvoice.nn.Weights#adapted} asks for. */
    @Override
    public @Nullable LowRank of(String layer) {
        return updates.get(layer);
    }

    /** The adapted layers in order. */
    public List<String> layers() {
        return List.copyOf(updates.keySet());
    }

    /** All A and B: A then B of each layer, in order. */
    public List<Tensor> parameters() {
        var parameters = new ArrayList<Tensor>();
        updates.values().forEach(update -> {
            parameters.add(update.a());
            parameters.add(update.b());
        });
        return parameters;
    }

    /** Memory that closing this frees, in bytes. */
    public long bytes() {
        return parameters().stream().mapToLong(Tensor::bytes).sum();
    }

    /** A copy of all numbers. */
    public Map<String, Factors> factors() {
        return factors(parameters());
    }

    /** A copy of numbers that these layers had at some time, in the order of {@link #parameters}. */
    public Map<String, Factors> factors(List<Tensor> numbers) {
        var factors = new LinkedHashMap<String, Factors>();
        var next = numbers.iterator();
        for (var layer : updates.keySet()) {
            var a = next.next();
            var b = next.next();
            factors.put(layer, new Factors(a.size(0), a.size(1), b.size(0), a.floats(), b.floats()));
        }
        return factors;
    }

    /**
     * The weights W + scale·B·A under their names in the checkpoint, computed in F32 and kept in the type of W.
     *
     * @return tensors that belong to no scope
     */
    public Map<String, Tensor> merged(Parameters base) {
        var merged = new LinkedHashMap<String, Tensor>();
        updates.forEach((layer, update) -> {
            try (var scope = Scope.open()) {
                var weight = base.tensors().get(layer + WEIGHT);
                if (weight == null) {
                    throw new IllegalArgumentException("the base has no layer " + layer + " to merge an update into");
                }
                var change = update.b().matmul(update.a());
                var sum = weight.cast(DType.F32).add(change.onDeviceOf(weight), update.scale());
                merged.put(layer + WEIGHT, scope.detach(sum.like(weight).copy()));
            }
        });
        return merged;
    }

    @Override
    public void close() {
        parameters().forEach(Tensor::close);
    }
}
