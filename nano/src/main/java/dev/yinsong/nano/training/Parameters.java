package dev.yinsong.nano.training;

import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The trainable tensors of a network by name, in 32-bit floats. Belongs to no scope: close it. */
public final class Parameters implements AutoCloseable {

    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final RandomGenerator random;

    /** @param seed of the first values */
    public Parameters(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Adds a weight drawn evenly from ±bound. */
    public Parameters uniform(String name, double bound, long... shape) {
        var values = new float[count(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-bound, bound);
        }
        return put(name, values, shape);
    }

    /** Adds a weight drawn from a normal distribution around zero. */
    public Parameters normal(String name, double deviation, long... shape) {
        var values = new float[count(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian(0, deviation);
        }
        return put(name, values, shape);
    }

    /** Adds a weight of equal values. */
    public Parameters filled(String name, double value, long... shape) {
        var values = new float[count(shape)];
        java.util.Arrays.fill(values, (float) value);
        return put(name, values, shape);
    }

    /** Adds weight and bias of a linear layer or convolution, as torch would start them. */
    public Parameters layer(String name, long... shape) {
        double bound = 1 / Math.sqrt(count(shape) / (double) shape[0]);
        return uniform(name + ".weight", bound, shape).uniform(name + ".bias", bound, shape[0]);
    }

    /** Adds weight and bias of a layer normalisation. */
    public Parameters norm(String name, long size) {
        return filled(name + ".weight", 1, size).filled(name + ".bias", 0, size);
    }

    /** Adds a tensor with given values; a tensor of that name is replaced. */
    public Parameters put(String name, float[] values, long... shape) {
        try (var scope = Scope.open()) {
            var old = tensors.put(name, scope.detach(Tensor.of(values, shape)).requireGradient());
            if (old != null) {
                old.close();
            }
        }
        return this;
    }

    /** The tensor of a name. */
    public Tensor get(String name) {
        var tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no parameter is named " + name + "; there are " + tensors.keySet());
        }
        return tensor;
    }

    /** All tensors under their names, in the order in which they were added. */
    public Map<String, Tensor> all() {
        return java.util.Collections.unmodifiableMap(tensors);
    }

    public List<Tensor> list() {
        return new ArrayList<>(tensors.values());
    }

    /** How many numbers there are in all. */
    public long size() {
        return tensors.values().stream().mapToLong(t -> count(t.shape())).sum();
    }

    /** The values as they are now, ready to be written. */
    public List<TensorEntry> entries() {
        return entries("", tensors);
    }

    static List<TensorEntry> entries(String prefix, Map<String, Tensor> tensors) {
        var entries = new ArrayList<TensorEntry>();
        tensors.forEach((name, tensor) -> entries.add(TensorEntry.of(prefix + name, tensor.floats(), tensor.shape())));
        return entries;
    }

    /** Replaces the values by those of a file, which must have every name. */
    public Parameters load(Path file) {
        var saved = SafeTensors.open(file);
        for (String name : tensors.keySet()) {
            put(name, saved.tensor(name).floats(), saved.tensor(name).shape());
        }
        return this;
    }

    private static int count(long... shape) {
        long count = 1;
        for (long size : shape) {
            count *= size;
        }
        return Math.toIntExact(count);
    }

    @Override
    public void close() {
        tensors.values().forEach(Tensor::close);
        tensors.clear();
    }
}
