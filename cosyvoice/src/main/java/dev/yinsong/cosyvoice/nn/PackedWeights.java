package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.StepOps;
import dev.yinsong.cosyvoice.tensor.Team;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Copies of the weights of linear layers in the order in which the processor reads them best, made when a layer is first
 * used, with the updates that are in force. Of each layer they hold the part of one member of a team, whose thread uses
 * them.
 */
public final class PackedWeights implements AutoCloseable {

    private record Copy(Tensor weight, Tensor bias) {}

    private final Team.Member member;
    private final int rows;
    private final RowUpdates updates;
    private final Map<List<String>, Copy> copies = new HashMap<>();

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

    /** What a layer makes of an input [B, 1, in] that all members have: [B, 1, out], the same for all of them. */
    public Tensor apply(Linear layer, Tensor x) {
        return member.whole(StepOps.linear(x, someOutputs(layer)));
    }

    /** The member's part of the outputs of layers of one input, read as one layer: they lie behind each other. */
    StepOps.Layer someOutputs(Linear... layers) {
        var all = List.of(layers);
        var names = all.stream().map(Linear::name).toList();
        var copy = copy(names, () -> joined(all, Linear::weight), () -> joined(all, PackedWeights::bias));
        return new StepOps.Layer(copy.weight, copy.bias, updates.ofSomeOutputs(names));
    }

    /** A layer that reads the member's part of the inputs; what all members make of theirs is to be added up. */
    StepOps.Layer someInputs(Linear layer) {
        var name = layer.name();
        var copy = copy(List.of(name), () -> member.part(layer.weight(), 1), () -> biasOfFirst(layer));
        return new StepOps.Layer(copy.weight, copy.bias, updates.ofSomeInputs(name));
    }

    private Copy copy(List<String> names, Supplier<Tensor> weight, Supplier<Tensor> bias) {
        return copies.computeIfAbsent(names, absent -> {
            try (var scope = Scope.open()) {
                return new Copy(
                        scope.detach(weight.get().packed(rows)),
                        scope.detach(bias.get().copy()));
            }
        });
    }

    private Tensor biasOfFirst(Linear layer) {
        return member.index() == 0 ? bias(layer) : bias(layer).mul(0);
    }

    private static Tensor bias(Linear layer) {
        var bias = layer.bias();
        return bias == null ? Tensor.zeros(layer.weight().size(0)).like(layer.weight()) : bias;
    }

    private Tensor joined(List<Linear> layers, Function<Linear, Tensor> of) {
        var parts =
                layers.stream().map(layer -> member.part(of.apply(layer), 0)).toArray(Tensor[]::new);
        return parts.length == 1 ? parts[0] : Tensor.cat(0, parts);
    }

    @Override
    public void close() {
        copies.values().forEach(copy -> {
            copy.weight.close();
            copy.bias.close();
        });
        copies.clear();
    }
}
