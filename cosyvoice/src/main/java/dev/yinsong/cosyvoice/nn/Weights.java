package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.DType;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A network's weights, seen under a prefix of their names; makes the layers that lie there. */
public final class Weights {

    private final Parameters parameters;
    private final String prefix;
    private final Function<String, ? extends @Nullable Update> adapters;
    private final @Nullable DType convolutions; // the type of convolutions, where it is not that of the checkpoint
    private final boolean packing;

    /** A network's weights from the top. */
    Weights(Parameters parameters) {
        this(parameters, "", name -> null, null, false);
    }

    private Weights(
            Parameters parameters,
            String prefix,
            Function<String, ? extends @Nullable Update> adapters,
            @Nullable DType convolutions,
            boolean packing) {
        this.parameters = parameters;
        this.prefix = prefix;
        this.adapters = adapters;
        this.convolutions = convolutions;
        this.packing = packing;
    }

    /** These weights with updates on some of their linear layers, which are found by full name. */
    public Weights adapted(Function<String, ? extends @Nullable Update> updates) {
        return new Weights(parameters, prefix, updates, convolutions, packing);
    }

    /** These weights with convolutions that compute in a type of their own; all else stays in the checkpoint's. */
    public Weights convolvingIn(DType type) {
        return new Weights(parameters, prefix, adapters, type, packing);
    }

    /**
     * These weights as a network reads them that nobody trains: linear layers have theirs in the order in which the processor
     * reads them best, instead of bringing them into it at each use. In BF16, on the CPU.
     */
    public Weights packing() {
        return new Weights(parameters, prefix, adapters, convolutions, true);
    }

    /** The weights below a name. */
    public Weights at(String name) {
        return new Weights(parameters, path(name) + ".", adapters, convolutions, packing);
    }

    /** The weights of one element of a list of modules. */
    public Weights at(String list, int index) {
        return at(list + "." + index);
    }

    /** One tensor. */
    public Tensor tensor(String name) {
        return parameters.get(path(name));
    }

    /** Whether there is a tensor of this name. */
    public boolean has(String name) {
        return parameters.has(path(name));
    }

    /** Whether these weights are all being trained, so that nothing may be computed from them beforehand. */
    public boolean areTrained() {
        return parameters.areTrainable();
    }

    /** A probability of dropout: that of the configuration where all weights are trained, else none. */
    public double dropout(double probability) {
        return parameters.dropOut() ? probability : 0;
    }

    /** A tensor computed from these weights: once where they are frozen, at each use where they are trained. */
    public Supplier<Tensor> derived(Supplier<Tensor> formula) {
        if (areTrained()) {
            return formula;
        }
        var tensor = parameters.derive(formula);
        return () -> tensor;
    }

    /**
     * The projected position table of an attention layer: one for all networks that share these weights, since no update
     * reaches it.
     */
    PositionScores positions(String name, int heads, boolean causal) {
        return parameters.shared(
                path(name),
                owner -> new PositionScores(
                        new Weights(owner, prefix, layer -> null, null, false), name, heads, causal));
    }

    /** A linear layer, with its update if it has one. */
    public Linear linear(String name) {
        var bias = has(name + ".bias") ? tensor(name + ".bias") : null;
        var update = adapters.apply(path(name));
        return packing && update == null
                ? Linear.packed(path(name), parameters.packed(path(name) + ".weight"), bias)
                : new Linear(path(name), tensor(name + ".weight"), bias, update);
    }

    public LayerNorm layerNorm(String name, double epsilon) {
        return new LayerNorm(tensor(name + ".weight"), tensor(name + ".bias"), epsilon);
    }

    public GroupNorm groupNorm(String name, int groups) {
        return new GroupNorm(groups, tensor(name + ".weight"), tensor(name + ".bias"));
    }

    public Conv1d conv1d(String name, int stride, int padding, int dilation) {
        return new Conv1d(kernel(name), convolved(tensor(name + ".bias")), stride, padding, dilation);
    }

    public ConvTranspose1d convTranspose1d(String name, int stride, int padding) {
        return new ConvTranspose1d(kernel(name), convolved(tensor(name + ".bias")), stride, padding);
    }

    /** The kernel of a convolution, whose weight may be normalised: w = g · v / ‖v‖ (Salimans and Kingma, 2016). */
    private Supplier<Tensor> kernel(String name) {
        if (has(name + ".weight")) {
            return convolved(tensor(name + ".weight"));
        }
        boolean old = has(name + ".weight_v");
        var g = tensor(name + (old ? ".weight_g" : ".parametrizations.weight.original0"));
        var v = tensor(name + (old ? ".weight_v" : ".parametrizations.weight.original1"));
        return derived(
                () -> convolutions == null ? v.weightNorm(g) : v.weightNorm(g).cast(convolutions));
    }

    private Supplier<Tensor> convolved(Tensor tensor) {
        return convolutions == null ? () -> tensor : derived(() -> tensor.cast(convolutions));
    }

    private String path(String name) {
        return prefix + name;
    }
}
