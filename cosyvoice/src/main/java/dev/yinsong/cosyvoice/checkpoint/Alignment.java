package dev.yinsong.cosyvoice.checkpoint;

import dev.yinsong.common.tensorfile.DType;
import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.ExpectedKeys;
import dev.yinsong.cosyvoice.config.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A network's file beside what the configuration asks for, key by key.
 *
 * @param network the network
 * @param source the file
 * @param rows every key of either side: first those that are asked for, in upstream's order, then the others
 */
public record Alignment(Network network, String source, List<Row> rows) {

    private static final int MOST_NAMED = 8;

    /** How a key fares. */
    public enum Status {
        MATCHED,
        MISSING,
        UNEXPECTED,
        MISSHAPEN,
        /** Of whole numbers, or of another precision than the network's other weights. */
        MISTYPED
    }

    /**
     * @param key the tensor's name
     * @param status how it fares
     * @param expected the shape that is asked for, or null when none is
     * @param actual the shape in the file, or null when there is no such tensor
     * @param dtype the type in the file, or null when there is no such tensor
     */
    public record Row(
            String key,
            Status status,
            long @Nullable [] expected,
            long @Nullable [] actual,
            @Nullable DType dtype) {

        /** What a person reads. */
        public String sentence() {
            return switch (status) {
                case MATCHED -> key + " " + Arrays.toString(actual);
                case MISSING -> key + " " + Arrays.toString(expected);
                case UNEXPECTED -> key + (actual == null ? " (no tensor)" : " " + Arrays.toString(actual));
                case MISSHAPEN ->
                    key + " is " + Arrays.toString(actual) + " in the file and should be " + Arrays.toString(expected);
                case MISTYPED -> key + " is of type " + dtype + ", unlike the other weights of the file";
            };
        }
    }

    public Alignment {
        rows = List.copyOf(rows);
    }

    /** Compares a file with a configuration. */
    public static Alignment of(CosyVoiceConfig config, WeightSource weights) {
        var expected = ExpectedKeys.of(weights.network(), config).shapes();
        var precision = precision(weights);
        var rows = new ArrayList<Row>();
        expected.forEach(
                (key, shape) -> rows.add(row(key, shape, weights.tensors().get(key), precision)));
        weights.tensors().forEach((key, tensor) -> {
            if (!expected.containsKey(key)) {
                var name = weights.nameInFile(key);
                rows.add(new Row(name, Status.UNEXPECTED, null, tensor.shape(), tensor.dtype()));
            }
        });
        for (var stranger : weights.strangers()) {
            rows.add(new Row(stranger, Status.UNEXPECTED, null, null, null));
        }
        return new Alignment(weights.network(), weights.source(), rows);
    }

    /** The floating-point type of most tensors. */
    private static DType precision(WeightSource weights) {
        return weights.tensors().values().stream()
                .map(TensorEntry::dtype)
                .filter(DType::floating)
                .collect(Collectors.groupingBy(type -> type, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(DType.F32);
    }

    private static Row row(String key, long[] shape, @Nullable TensorEntry tensor, DType precision) {
        if (tensor == null) {
            return new Row(key, Status.MISSING, shape, null, null);
        }
        var type = tensor.dtype() == precision ? Status.MATCHED : Status.MISTYPED;
        var status = Arrays.equals(shape, tensor.shape()) ? type : Status.MISSHAPEN;
        return new Row(key, status, shape, tensor.shape(), tensor.dtype());
    }

    /** Rows that fare in a way. */
    public List<Row> rows(Status status) {
        return rows.stream().filter(row -> row.status == status).toList();
    }

    /** Whether every key is there with its shape, and no other. */
    public boolean exact() {
        return rows.stream().allMatch(row -> row.status == Status.MATCHED);
    }

    /** The number of weights in the file that are asked for. */
    public long parameters() {
        return rows.stream()
                .filter(row -> row.status == Status.MATCHED && row.actual != null)
                .mapToLong(row -> Arrays.stream(row.actual).reduce(1, Math::multiplyExact))
                .sum();
    }

    /** How many tensors the file has of each type. */
    public Map<DType, Long> types() {
        return rows.stream()
                .filter(row -> row.dtype != null)
                .collect(Collectors.groupingBy(row -> row.dtype, LinkedHashMap::new, Collectors.counting()));
    }

    /**
     * Refuses a file that does not hold exactly what is asked for.
     *
     * @throws CheckpointMismatch naming the file, the keys and both shapes
     */
    public Alignment requireExact() {
        if (exact()) {
            return this;
        }
        var faults = new ArrayList<String>();
        name(faults, Status.MISSING, "lacks");
        name(faults, Status.UNEXPECTED, "has, unexpected,");
        name(faults, Status.MISSHAPEN, "has another shape:");
        name(faults, Status.MISTYPED, "has another type:");
        throw new CheckpointMismatch(
                source + " does not fit the sizes in cosyvoice.yaml: it " + String.join("; it ", faults));
    }

    private void name(List<String> faults, Status status, String verb) {
        var found = rows(status);
        if (!found.isEmpty()) {
            var named = found.stream().limit(MOST_NAMED).map(Row::sentence).collect(Collectors.joining(", "));
            int more = found.size() - MOST_NAMED;
            faults.add(verb + " " + named + (more > 0 ? " and " + more + " more" : ""));
        }
    }

    /** The report that {@code yinsong doctor} prints: a line of counts, then each key. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("%s: %,d parameters in %d tensors (%s); %s"
                .formatted(
                        source,
                        parameters(),
                        rows.stream().filter(row -> row.actual != null).count(),
                        types().entrySet().stream()
                                .map(type -> type.getValue() + " " + type.getKey())
                                .collect(Collectors.joining(", ")),
                        Arrays.stream(Status.values())
                                .map(status -> rows(status).size() + " " + word(status))
                                .collect(Collectors.joining(", "))));
        for (var row : rows) {
            lines.add("  %-10s %s".formatted(word(row.status), row.sentence()));
        }
        return lines;
    }

    private static String word(Status status) {
        return status.name().toLowerCase(java.util.Locale.ROOT);
    }
}
