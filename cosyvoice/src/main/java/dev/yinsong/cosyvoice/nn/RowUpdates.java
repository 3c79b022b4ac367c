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
import org.jspecify.annotations.Nullable;

/**
 * The low-rank updates of the rows of a batch, each row its own: y[i] + (α/r) B[i] A[i] x[i].
 *
 * <p>So one step reads the base's weights once for all rows, whoever they belong to. For one member of a team, whose part
 * of the outputs they update.
 */
public final class RowUpdates implements AutoCloseable {

    private static final Tensor[] NONE = {};

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
            var update = of(List.of(layer));
            return update.length == 0 ? y : y.addLowRank(x, update[0], update[1]);
        };
    }

    /**
     * The update in force of layers of one input whose outputs lie behind each other.
     *
     * @return nothing, or Aᵀ [B, in, rank] and (α/r) Bᵀ [B, rank, out]; ranks and updates that a row lacks are zeros
     */
    Tensor[] of(List<String> layers) {
        return batches.computeIfAbsent(rows, batch -> new HashMap<>()).computeIfAbsent(layers, this::stacked);
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

    private Tensor[] stacked(List<String> layers) {
        try (var scope = Scope.open()) {
            var stacks = new ArrayList<Stack>();
            for (int i = 0; i < layers.size(); i++) {
                var stack = stack(layers.get(i));
                if (stack != null) {
                    stacks.add(new Stack(stack.a, among(layers, i, stack.b)));
                }
            }
            if (stacks.isEmpty()) {
                return NONE;
            }
            var a = stacks.stream().map(Stack::a).toArray(Tensor[]::new);
            var b = stacks.stream().map(Stack::b).toArray(Tensor[]::new);
            return new Tensor[] {
                scope.detach(Tensor.cat(2, a).copy()),
                scope.detach(Tensor.cat(1, b).copy())
            };
        }
    }

    /** The update of one layer. */
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
        return new Stack(Tensor.stack(0, a), member.part(Tensor.stack(0, b).transposed(), 2));
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
