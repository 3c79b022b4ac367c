package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Team;
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
 * are. Of each layer they hold the part of one member of a team, whose thread uses them.
 */
public final class PackedWeights implements AutoCloseable {

    private record Copy(Tensor weight, @Nullable Tensor bias) {}

    private final Team.Member member;
    private final Map<String, Copy> copies = new HashMap<>();

    /** The part of one member of a team. */
    public PackedWeights(Team.Member member) {
        this.member = member;
    }

    Team.Member member() {
        return member;
    }

    /**
     * The member's part of what layers of one input make of it without their updates, read as one layer.
     *
     * @param x [B, 1, in]
     * @return [B, 1, out] with the outputs of all layers behind each other, the member's part of each
     */
    Tensor apply(List<Linear> layers, Tensor x) {
        var names = layers.stream().map(Linear::name).collect(Collectors.joining("+"));
        var copy = copies.computeIfAbsent(names, name -> copy(layers));
        return x.linearPacked(copy.weight, copy.bias);
    }

    private Copy copy(List<Linear> layers) {
        try (var scope = Scope.open()) {
            var weight = joined(layers, Linear::weight).packed();
            boolean biased = layers.stream().map(Linear::bias).allMatch(Objects::nonNull);
            return new Copy(
                    scope.detach(weight),
                    biased ? scope.detach(joined(layers, Linear::bias).copy()) : null);
        }
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
            if (copy.bias != null) {
                copy.bias.close();
            }
        });
        copies.clear();
    }
}
