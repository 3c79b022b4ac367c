package dev.yinsong.common.tensorfile;

import static dev.yinsong.common.tensorfile.PickleChecks.describe;

import dev.yinsong.common.tensorfile.Pickle.Storage;
import dev.yinsong.common.tensorfile.Pickle.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The few functions of Python that a pickle may name, and what they do. */
final class PickleFunctions {

    enum Function {
        ORDERED_DICT,
        REBUILD_TENSOR,
        REBUILD_PARAMETER
    }

    private static final Map<String, Object> ALLOWED = Map.ofEntries(
            Map.entry("collections.OrderedDict", Function.ORDERED_DICT),
            Map.entry("torch._utils._rebuild_tensor_v2", Function.REBUILD_TENSOR),
            Map.entry("torch._utils._rebuild_parameter", Function.REBUILD_PARAMETER),
            Map.entry("torch.DoubleStorage", DType.F64),
            Map.entry("torch.FloatStorage", DType.F32),
            Map.entry("torch.HalfStorage", DType.F16),
            Map.entry("torch.BFloat16Storage", DType.BF16),
            Map.entry("torch.LongStorage", DType.I64),
            Map.entry("torch.IntStorage", DType.I32),
            Map.entry("torch.ShortStorage", DType.I16),
            Map.entry("torch.CharStorage", DType.I8),
            Map.entry("torch.ByteStorage", DType.U8),
            Map.entry("torch.BoolStorage", DType.BOOL));

    private final PickleChecks checks;

    PickleFunctions(PickleChecks checks) {
        this.checks = checks;
    }

    /** What a name stands for: a {@link Function} to call, or the {@link DType} of a storage. */
    Object named(String module, String name) {
        var known = ALLOWED.get(module + "." + name);
        if (known == null) {
            throw checks.notAllowed(module + "." + name);
        }
        return known;
    }

    Object call(Object callee, List<?> arguments) {
        if (!(callee instanceof Function function)) {
            throw checks.damaged("its pickle calls " + describe(callee));
        }
        return switch (function) {
            case ORDERED_DICT -> orderedDict(arguments);
            case REBUILD_TENSOR -> tensor(arguments);
            case REBUILD_PARAMETER -> parameter(arguments);
        };
    }

    private Object orderedDict(List<?> arguments) {
        var dictionary = new LinkedHashMap<Object, Object>();
        if (!arguments.isEmpty()) {
            for (var pair : checks.list(arguments.getFirst())) {
                var two = checks.list(pair);
                if (two.size() != 2) {
                    throw checks.damaged("its pickle fills a dictionary with " + describe(pair));
                }
                dictionary.put(checks.key(two.get(0)), two.get(1));
            }
        }
        return dictionary;
    }

    private Tensor tensor(List<?> arguments) {
        if (arguments.size() < 4 || !(arguments.getFirst() instanceof Storage storage)) {
            throw checks.damaged(
                    "its pickle builds a tensor from " + arguments.size() + " arguments without a storage");
        }
        var size = checks.sizes(arguments.get(2));
        var stride = checks.sizes(arguments.get(3));
        if (size.length != stride.length) {
            throw checks.damaged(
                    "its pickle builds a tensor of " + size.length + " sizes and " + stride.length + " strides");
        }
        return new Tensor(storage, checks.count(arguments.get(1)), size, stride);
    }

    private Object parameter(List<?> arguments) {
        if (arguments.isEmpty() || !(arguments.getFirst() instanceof Tensor tensor)) {
            throw checks.damaged("its pickle builds a parameter without a tensor");
        }
        return tensor;
    }

    /** What a persistent id refers to: the bytes of a tensor. */
    Storage storage(List<?> id) {
        if (id.size() == 5
                && "storage".equals(id.get(0))
                && id.get(1) instanceof DType dtype
                && id.get(2) instanceof String key) {
            return new Storage(dtype, key, checks.count(id.get(4)));
        }
        throw checks.damaged("its pickle refers to " + describe(id));
    }
}
