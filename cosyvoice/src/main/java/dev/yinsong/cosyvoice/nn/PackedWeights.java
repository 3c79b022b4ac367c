package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.StepOps;
import dev.yinsong.cosyvoice.tensor.Team;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Copies of the weights of linear layers in the order in which the processor reads them best, made when a layer is first
 * used, with the updates that are in force. Of each layer they hold the part of one member of a team, whose thread uses
 * them.
 */
public final class PackedWeights implements AutoCloseable {

    private final Team.Member member;
    private final int rows;
    private final RowUpdates updates;
    private final List<Part> parts = new ArrayList<>();

    /**
     * The part of one member of a team.
     *
     * @param rows of everything that the layers are applied to
     */
    public PackedWeights(Team.Member member, int rows, RowUpdates updates) {
        this.member = member;
        this.rows = rows;
        this.updates = updates;
    }

    Team.Member member() {
        return member;
    }

    /**
     * What a layer makes of an input [B, 1, in] that all members have: [B, 1, out], the same for all of them.
     *
     * @param someOutputs of the layer
     */
    public Tensor whole(Part someOutputs, Tensor x) {
        return member.whole(StepOps.linear(x, someOutputs.layer()));
    }

    /** The member's part of the outputs of layers of one input, read as one layer: they lie behind each other. */
    public Part someOutputs(Linear... layers) {
        var all = List.of(layers);
        var names = all.stream().map(Linear::name).toList();
        return part(
                () -> joined(all, Linear::weight).packed(rows),
                () -> joined(all, PackedWeights::bias).copy(),
                () -> updates.ofSomeOutputs(names));
    }

    /** A layer that reads the member's part of the inputs; what all members make of theirs is to be added up. */
    Part someInputs(Linear layer) {
        return someInputs(layer, () -> member.part(layer.weight(), 1).packed(rows));
    }

    /** As {@link #someInputs(Linear)}, with the weight by inputs, [in, out], so that single inputs can be left out. */
    Part someInputsEach(Linear layer) {
        return someInputs(
                layer, () -> member.part(layer.weight(), 1).transposed().copy());
    }

    private Part someInputs(Linear layer, Supplier<Tensor> weight) {
        return part(weight, () -> biasOfFirst(layer).copy(), () -> updates.ofSomeInputs(layer.name()));
    }

    private Part part(Supplier<Tensor> weight, Supplier<Tensor> bias, Supplier<Tensor[]> update) {
        var part = new Part(weight, bias, update);
        parts.add(part);
        return part;
    }

    private Tensor biasOfFirst(Linear layer) {
        return member.index() == 0 ? bias(layer) : bias(layer).mul(0);
    }

    private static Tensor bias(Linear layer) {
        var bias = layer.bias();
        return bias == null ? Tensor.zeros(layer.weight().size(0)).like(layer.weight()) : bias;
    }

    private Tensor joined(List<Linear> layers, Function<Linear, Tensor> of) {
        var some = layers.stream().map(layer -> member.part(of.apply(layer), 0)).toArray(Tensor[]::new);
        return some.length == 1 ? some[0] : Tensor.cat(0, some);
    }

    @Override
    public void close() {
        parts.forEach(Part::close);
    }

    /** A member's part of a layer, or of several that are read as one. */
    public static final class Part {

        private final Supplier<Tensor> weight, bias;
        private final Supplier<Tensor[]> update;
        private @Nullable Tensor ownWeight, ownBias;

        private Part(Supplier<Tensor> weight, Supplier<Tensor> bias, Supplier<Tensor[]> update) {
            this.weight = weight;
            this.bias = bias;
            this.update = update;
        }

        StepOps.Layer layer() {
            if (ownWeight == null || ownBias == null) {
                ownWeight = made(weight);
                ownBias = made(bias);
            }
            return new StepOps.Layer(ownWeight, ownBias, update.get());
        }

        private static Tensor made(Supplier<Tensor> tensor) {
            try (var scope = Scope.open()) {
                return scope.detach(tensor.get());
            }
        }

        private void close() {
            if (ownWeight != null && ownBias != null) {
                ownWeight.close();
                ownBias.close();
                ownWeight = ownBias = null;
            }
        }
    }
}
