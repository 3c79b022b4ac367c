package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Team;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The low-rank updates of the rows of a batch, each row its own: y[i] + (α/r) B[i] A[i] x[i].
 *
 * <p>A network whose weights are adapted with {@link #of} computes with those that are in force. So one step reads the
 * base's weights once for all rows, whoever they belong to. For one member of a team, whose part of the outputs they
 * update.
 */
public final class RowUpdates implements AutoCloseable {

    /** Aᵀ [B, in, rank] and (α/r) Bᵀ [B, rank, out]; ranks and updates that a row lacks are zeros. */
    private record Stack(Tensor a, Tensor b) {}

    private final Parameters base;
    private final Team.Member member;
    private final Map<String, Optional<Stack>> stacks = new HashMap<>(); // of the layers that were used
    private List<LowRanks> rows = List.of();

    /** Updates of a network with these weights, as one member of a team computes it. */
    public RowUpdates(Parameters base, Team.Member member) {
        this.base = base;
        this.member = member;
    }

    /** What updates a layer: see {@link Weights#adapted}. */
    public Update.OfRows of(String layer) {
        return (y, x) -> stacks.computeIfAbsent(layer, this::stack)
                .map(stack -> y.addLowRank(x, stack.a, stack.b))
                .orElse(y);
    }

    /** Puts the updates of a batch in force; nothing is done when they are those already. */
    public void use(List<LowRanks> batch) {
        if (!same(batch)) {
            close();
            rows = List.copyOf(batch);
        }
    }

    private boolean same(List<LowRanks> batch) {
        boolean same = batch.size() == rows.size();
        for (int i = 0; same && i < batch.size(); i++) {
            same = batch.get(i) == rows.get(i);
        }
        return same;
    }

    private Optional<Stack> stack(String layer) {
        var updates = rows.stream().map(row -> row.of(layer)).toList();
        var largest = updates.stream()
                .filter(Objects::nonNull)
                .reduce((one, other) -> one.rank() >= other.rank() ? one : other);
        return largest.map(shape -> {
            try (var scope = Scope.open()) {
                var weight = base.get(layer + ".weight");
                var a = updates.stream()
                        .map(update -> a(update, shape).like(weight))
                        .toArray(Tensor[]::new);
                var b = updates.stream()
                        .map(update -> b(update, shape).like(weight))
                        .toArray(Tensor[]::new);
                return new Stack(
                        scope.detach(Tensor.stack(0, a)),
                        scope.detach(
                                member.part(Tensor.stack(0, b).transposed(), 2).copy()));
            }
        });
    }

    private static Tensor a(@Nullable LowRank update, LowRank shape) {
        return update == null
                ? Tensor.zeros(shape.a().size(1), shape.rank())
                : update.a().transposed().pad(0, shape.rank() - update.rank(), 0);
    }

    private static Tensor b(@Nullable LowRank update, LowRank shape) {
        return update == null
                ? Tensor.zeros(shape.b().size(0), shape.rank())
                : update.b().mul(update.scale()).pad(0, shape.rank() - update.rank(), 0);
    }

    /** Frees what is in force. */
    @Override
    public void close() {
        stacks.values().stream().flatMap(Optional::stream).forEach(stack -> {
            stack.a.close();
            stack.b.close();
        });
        stacks.clear();
        rows = List.of();
    }
}
