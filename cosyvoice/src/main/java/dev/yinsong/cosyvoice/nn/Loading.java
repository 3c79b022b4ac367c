package dev.yinsong.cosyvoice.nn;

import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.cosyvoice.tensor.DType;
import dev.yinsong.cosyvoice.tensor.Device;
import dev.yinsong.cosyvoice.tensor.Precision;
import dev.yinsong.cosyvoice.tensor.Runtime;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Tensors of a checkpoint file, on the device. */
public final class Loading {

    private Loading() {}

    /**
     * Puts entries on the device in the given precision. On the CPU, what has that precision in the file stays there,
     * mapped; everything else is copied.
     *
     * @return tensors that belong to no scope, in the order of the entries
     */
    public static Map<String, Tensor> load(Map<String, TensorEntry> entries, Precision precision) {
        return load(entries, precision, Set.of());
    }

    /**
     * As {@link #load(Map, Precision)}.
     *
     * @param tables names of tensors of which only some rows are ever looked up: on the CPU they stay in the file, in its
     *     precision, and take no memory but for those rows
     */
    public static Map<String, Tensor> load(Map<String, TensorEntry> entries, Precision precision, Set<String> tables) {
        return loaded(entries, tables, precision, precision);
    }

    /**
     * As {@link #load(Map, Precision, Set)} in F32, of numbers that a narrower type can hold: rounded to it, for who keeps
     * them in it.
     */
    public static Map<String, Tensor> rounded(Map<String, TensorEntry> entries, Precision narrow, Set<String> tables) {
        return loaded(entries, tables, narrow, Precision.FP32);
    }

    /** @param narrow what numbers go through on their way to their precision */
    private static Map<String, Tensor> loaded(
            Map<String, TensorEntry> entries, Set<String> tables, Precision narrow, Precision precision) {
        var tensors = new LinkedHashMap<String, Tensor>();
        entries.forEach((name, entry) -> {
            boolean stays = tables.contains(name) || (narrow == precision && type(entry) == precision.type());
            tensors.put(
                    name, stays && Runtime.device() == Device.CPU ? mapped(entry) : copied(entry, narrow, precision));
        });
        // Checking a file brought in some pages of each tensor, and reading one the last pages of its neighbour:
        // together a
        // tenth of a MiB for each. What is used of those that stay comes again.
        entries.values().forEach(TensorEntry::unload);
        return tensors;
    }

    private static Tensor mapped(TensorEntry entry) {
        return Tensor.over(entry.data(), type(entry), entry.shape());
    }

    private static Tensor copied(TensorEntry entry, Precision narrow, Precision precision) {
        try (var mapped = mapped(entry);
                var scope = Scope.open()) {
            return scope.detach(mapped.cast(narrow.type())
                    .cast(precision.type())
                    .on(Runtime.device())
                    .copy());
        } finally {
            entry.unload(); // or the file would stay in memory beside its copy
        }
    }

    private static DType type(TensorEntry entry) {
        return switch (entry.dtype()) {
            case F32 -> DType.F32;
            case F64 -> DType.F64;
            case F16 -> DType.F16;
            case BF16 -> DType.BF16;
            case I64, I32, I16, I8, U8, BOOL ->
                throw new IllegalArgumentException(
                        entry.name() + " is of type " + entry.dtype() + ", weights are floats");
        };
    }
}
