package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The low-rank updates of the rows of a batch, each row its own: y[i] + (α/r) B[i] A[i] x[i].
 *
 * <p>So one step reads the base's weights once for all rows, whoever they belong to.
 */
public final class RowUpdates implements AutoCloseable {

    /**
     * Those of one layer.
     *
     * @param a [B, in, rank]; ranks and updates that a row lacks are zeros
     * @param b (α/r) Bᵀ [B, rank, out]
     */
    private record Stack(Tensor a, Tensor b) {

        void close() {
            a.close();
            b.close();
        }
    }

    private final Parameters base;
    private final Map<List<LowRanks>, Map<String, @Nullable Stack>> batches =
            new HashMap<>(); // of layers that were used
    private List<LowRanks> rows = List.of();

    /** Updates of a network with these weights. */
    public RowUpdates(Parameters base) {
        this.base = base;
    }

    /** What updates a layer: see {@link Weights#adapted}. */
    public Update.OfRows of(String layer) {
        return (y, x) -> {
            var stack = inForce(layer);
            return stack == null ? y : y.addLowRank(x, stack.a, stack.b);
        };
    }

    private @Nullable Stack inForce(String layer) {
        var made = batches.computeIfAbsent(rows, batch -> new HashMap<>());
        if (!made.containsKey(layer)) {
            made.put(layer, stack(layer));
        }
        return made.get(layer);
    }

    /** Puts the updates of a batch in force. What was made for a batch is kept, for its next step. */
    public void use(List<LowRanks> batch) {
        rows = List.copyOf(batch);
    }

    /** Frees what was made for other batches than these. */
    public void keepOnly(Collection<List<LowRanks>> used) {
        batches.entrySet().removeIf(made -> {
            boolean unused = !used.contains(made.getKey());
            if (unused) {
                made.getValue().values().stream().filter(Objects::nonNull).forEach(Stack::close);
            }
            return unused;
        });
    }

    private @Nullable Stack stack(String layer) {
        var updates = rows.stream().map(row -> row.of(layer)).toList();
        var shape = updates.stream()
                .filter(Objects::nonNull)
                .reduce((one, other) -> one.rank() >= other.rank() ? one : other)
                .orElse(null);
        if (shape == null) {
            return null;
        }
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
                    scope.detach(Tensor.stack(0, b).transposed().copy()));
        }
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

    @Override
    public void close() {
        keepOnly(List.of());
        rows = List.of();
    }
}
