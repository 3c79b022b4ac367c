package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Team;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The low-rank updates of the rows of a batch, each row its own: y[i] + (α/r) B[i] A[i] x[i].
 *
 * <p>So one step reads the base's weights once for all rows, whoever they belong to. For one member of a team: what it
 * computes of a layer is updated.
 */
public final class RowUpdates implements AutoCloseable {

    private final Parameters base;
    private final Team.Member member;
    private final Map<List<LowRanks>, Map<List<String>, Tensor[]>> batches =
            new HashMap<>(); // of layers that were used
    private List<LowRanks> rows = List.of();

    /** Updates of a network with these weights, as one member of a team computes it. */
    public RowUpdates(Parameters base, Team.Member member) {
        this.base = base;
        this.member = member;
    }

    /** What updates a layer where its weights are not packed: see {@link Weights#adapted}. */
    public Update.OfRows of(String layer) {
        return (y, x) -> {
            var update = ofSomeOutputs(List.of(layer));
            return update.length == 0 ? y : y.addLowRank(x, update[0], update[1]);
        };
    }

    /**
     * The update in force of the member's part of the outputs of layers of one input, which lie behind each other.
     *
     * @return nothing, or Aᵀ [B, in, rank] and (α/r) Bᵀ [B, rank, out]; ranks and updates that a row lacks are zeros
     */
    Tensor[] ofSomeOutputs(List<String> layers) {
        return inForce(layers, () -> joined(layers));
    }

    /** The update in force of a layer that reads the member's part of the inputs: as {@link #ofSomeOutputs}. */
    Tensor[] ofSomeInputs(String layer) {
        return inForce(List.of(layer), () -> {
            var stack = stack(layer);
            return stack == null ? List.of() : List.of(member.part(stack.a, 1), stack.b);
        });
    }

    private Tensor[] inForce(List<String> layers, Supplier<List<Tensor>> made) {
        return batches.computeIfAbsent(rows, batch -> new HashMap<>()).computeIfAbsent(layers, absent -> {
            try (var scope = Scope.open()) {
                return made.get().stream()
                        .map(factor -> scope.detach(factor.copy()))
                        .toArray(Tensor[]::new);
            }
        });
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
                free(made.getValue());
            }
            return unused;
        });
    }

    private List<Tensor> joined(List<String> layers) {
        var a = new ArrayList<Tensor>();
        var b = new ArrayList<Tensor>();
        for (int i = 0; i < layers.size(); i++) {
            var stack = stack(layers.get(i));
            if (stack != null) {
                a.add(stack.a);
                b.add(among(layers, i, member.part(stack.b, 2)));
            }
        }
        return a.isEmpty()
                ? List.of()
                : List.of(Tensor.cat(2, a.toArray(Tensor[]::new)), Tensor.cat(1, b.toArray(Tensor[]::new)));
    }

    /** The update of one layer, whole: [B, in, rank] and [B, rank, out]. */
    private record Stack(Tensor a, Tensor b) {}

    private @Nullable Stack stack(String layer) {
        var updates = rows.stream().map(row -> row.of(layer)).toList();
        var shape = updates.stream()
                .filter(Objects::nonNull)
                .reduce((one, other) -> one.rank() >= other.rank() ? one : other)
                .orElse(null);
        if (shape == null) {
            return null;
        }
        var weight = base.get(layer + ".weight");
        var a = updates.stream().map(update -> a(update, shape).like(weight)).toArray(Tensor[]::new);
        var b = updates.stream().map(update -> b(update, shape).like(weight)).toArray(Tensor[]::new);
        return new Stack(Tensor.stack(0, a), Tensor.stack(0, b).transposed());
    }

    /** B of one of several layers, with zeros where the outputs of the others lie. */
    private Tensor among(List<String> layers, int index, Tensor b) {
        var outputs = new ArrayList<Tensor>();
        for (int i = 0; i < layers.size(); i++) {
            outputs.add(
                    i == index
                            ? b
                            : Tensor.zeros(b.size(0), b.size(1), outputs(layers.get(i)))
                                    .like(b));
        }
        return Tensor.cat(2, outputs.toArray(Tensor[]::new));
    }

    private int outputs(String layer) {
        return member.part(base.get(layer + ".weight"), 0).size(0);
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

    private static void free(Map<List<String>, Tensor[]> made) {
        made.values().forEach(update -> List.of(update).forEach(Tensor::close));
    }

    @Override
    public void close() {
        keepOnly(List.of());
        rows = List.of();
    }
}
