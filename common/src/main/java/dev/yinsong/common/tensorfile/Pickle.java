package dev.yinsong.common.tensorfile;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pickle machine that can build tensors, containers, numbers and strings, and nothing else.
 *
 * <p>A pickle is a program that may name any function of Python and call it. This machine knows four functions; a
 * pickle that names another is refused by that name. Dictionaries are {@link LinkedHashMap} and keep the file's order,
 * lists and tuples are {@link List}, integers {@link Long}, floats {@link Double}.
 */
final class Pickle {

    /** A tensor before its bytes are looked up: sizes and strides in elements. */
    record Tensor(Storage storage, long offset, long[] size, long[] stride) {}

    /** A flat array of elements in its own record of the file. */
    record Storage(DType dtype, String key, long elements) {}

    private enum Function {
        ORDERED_DICT,
        REBUILD_TENSOR,
        REBUILD_PARAMETER
    }

    private enum Mark {
        HERE
    }

    /** Stands for Python's None, since a deque holds no nulls. */
    private enum None {
        NONE
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

    private static final int MAX_DIMENSIONS = 64;

    private final String source;
    private final ByteBuffer in;
    private final Deque<Object> stack = new ArrayDeque<>();
    private final Map<Integer, Object> memo = new HashMap<>();

    private Pickle(String source, ByteBuffer in) {
        this.source = source;
        this.in = in.order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Runs a pickle and answers what it built: a {@link Map}, {@link List}, {@link Tensor}, {@link String},
     * {@link Long}, {@link Double}, {@link Boolean} or null.
     *
     * @param source names the file in messages
     * @param bytes the pickle; bytes after its end are ignored, and the position is left there
     * @throws MalformedTensorFile when it is damaged or asks for anything else
     */
    static @Nullable Object load(String source, ByteBuffer bytes) {
        var pickle = new Pickle(source, bytes);
        try {
            return plain(pickle.run());
        } catch (BufferUnderflowException e) {
            throw new MalformedTensorFile(source + " is damaged: its pickle ends early", e);
        }
    }

    private Object run() {
        while (true) {
            int opcode = in.get() & 0xff;
            if (opcode == '.') {
                return pop();
            }
            step(opcode);
        }
    }

    private void step(int opcode) {
        switch (opcode) {
            case 0x80 -> protocol(in.get() & 0xff);
            case 0x95 -> in.getLong(); // FRAME: a hint about lengths, of no use here
            case '(' -> push(Mark.HERE);
            case '0' -> pop();
            case '1' -> popToMark();
            case '2' -> push(top());

            case 'N' -> push(None.NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'K' -> push((long) (in.get() & 0xff));
            case 'M' -> push((long) Short.toUnsignedInt(in.getShort()));
            case 'J' -> push((long) in.getInt());
            case 0x8a -> push(longOf(in.get() & 0xff));
            case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
            case 'X' -> push(text(in.getInt()));
            case 0x8c -> push(text(in.get() & 0xff));

            case '}' -> push(new LinkedHashMap<Object, Object>());
            case ']' -> push(new ArrayList<Object>());
            case ')' -> push(List.of());
            case 't' -> push(List.copyOf(popToMark()));
            case 0x85 -> push(List.copyOf(pop(1)));
            case 0x86 -> push(List.copyOf(pop(2)));
            case 0x87 -> push(List.copyOf(pop(3)));
            case 'l' -> push(popToMark());
            case 'd' -> dictionary(popToMark());
            case 's' -> set(pop(2));
            case 'u' -> set(popToMark());
            case 'a' -> append(pop(1));
            case 'e' -> append(popToMark());

            case 'q' -> memo.put(in.get() & 0xff, top());
            case 'r' -> memo.put(in.getInt(), top());
            case 0x94 -> memo.put(memo.size(), top());
            case 'h' -> recall(in.get() & 0xff);
            case 'j' -> recall(in.getInt());

            case 'c' -> push(global(line(), line()));
            case 0x93 -> {
                var name = pop(2);
                push(global(String.valueOf(name.get(0)), String.valueOf(name.get(1))));
            }
            case 'i' -> {
                global(line(), line());
                throw notAllowed("an instance");
            }
            case 'R' -> {
                var call = pop(2);
                push(call(call.get(0), list(call.get(1))));
            }
            case 'b' -> build(pop());
            case 'Q' -> push(storage(list(pop())));
            default -> throw notAllowed("pickle instruction 0x%02x".formatted(opcode));
        }
    }

    private void protocol(int version) {
        if (version < 2 || version > 5) {
            throw damaged("its pickle has protocol " + version);
        }
    }

    // ---- what a pickle may call

    private Object global(String module, String name) {
        var function = ALLOWED.get(module + "." + name);
        if (function == null) {
            throw notAllowed(module + "." + name);
        }
        return function;
    }

    private Object call(Object callee, List<?> arguments) {
        if (!(callee instanceof Function function)) {
            throw damaged("its pickle calls " + describe(callee));
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
            for (var pair : list(arguments.getFirst())) {
                var two = list(pair);
                if (two.size() != 2) {
                    throw damaged("its pickle fills a dictionary with " + describe(pair));
                }
                dictionary.put(key(two.get(0)), two.get(1));
            }
        }
        return dictionary;
    }

    private Tensor tensor(List<?> arguments) {
        if (arguments.size() < 4 || !(arguments.getFirst() instanceof Storage storage)) {
            throw damaged("its pickle builds a tensor from " + arguments.size() + " arguments without a storage");
        }
        var size = sizes(arguments.get(2));
        var stride = sizes(arguments.get(3));
        if (size.length != stride.length) {
            throw damaged("its pickle builds a tensor of " + size.length + " sizes and " + stride.length + " strides");
        }
        return new Tensor(storage, count(arguments.get(1)), size, stride);
    }

    private Object parameter(List<?> arguments) {
        if (arguments.isEmpty() || !(arguments.getFirst() instanceof Tensor tensor)) {
            throw damaged("its pickle builds a parameter without a tensor");
        }
        return tensor;
    }

    private Storage storage(List<?> id) {
        if (id.size() == 5
                && "storage".equals(id.get(0))
                && id.get(1) instanceof DType dtype
                && id.get(2) instanceof String key) {
            return new Storage(dtype, key, count(id.get(4)));
        }
        throw damaged("its pickle refers to " + describe(id));
    }

    /** State set on an object: only a dictionary's attributes (torch's {@code _metadata}), which nothing here needs. */
    private void build(Object state) {
        if (!(top() instanceof Map) || !(state instanceof Map)) {
            throw notAllowed("setting the state of " + describe(top()));
        }
    }

    // ---- containers

    private void dictionary(List<Object> items) {
        push(new LinkedHashMap<Object, Object>());
        set(items);
    }

    private void set(List<Object> items) {
        if (!(top() instanceof LinkedHashMap<?, ?>) || items.size() % 2 != 0) {
            throw damaged("its pickle sets entries of " + describe(top()));
        }
        @SuppressWarnings("unchecked") // every map on the stack was made here
        var dictionary = (Map<Object, Object>) top();
        for (int i = 0; i < items.size(); i += 2) {
            dictionary.put(key(items.get(i)), items.get(i + 1));
        }
    }

    private void append(List<Object> items) {
        if (!(top() instanceof ArrayList<?>)) {
            throw damaged("its pickle appends to " + describe(top()));
        }
        @SuppressWarnings("unchecked") // every list on the stack was made here
        var list = (List<Object>) top();
        list.addAll(items);
    }

    private Object key(Object value) {
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        throw damaged("its pickle uses " + describe(value) + " as a dictionary key");
    }

    private List<?> list(Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw damaged("its pickle has " + describe(value) + " where a tuple belongs");
    }

    private long count(@Nullable Object value) {
        if (value instanceof Long number && number >= 0) {
            return number;
        }
        throw damaged("its pickle has " + describe(value) + " where a size belongs");
    }

    private long[] sizes(Object value) {
        var list = list(value);
        if (list.size() > MAX_DIMENSIONS) {
            throw damaged("its pickle builds a tensor of " + list.size() + " dimensions");
        }
        return list.stream().mapToLong(this::count).toArray();
    }

    // ---- the stack

    private void push(Object value) {
        stack.push(value);
    }

    private Object top() {
        var value = stack.peek();
        if (value == null || value == Mark.HERE) {
            throw damaged("its pickle uses a value that it never made");
        }
        return value;
    }

    private Object pop() {
        var value = top();
        stack.pop();
        return value;
    }

    private List<Object> pop(int count) {
        var values = new ArrayList<Object>(count);
        for (int i = 0; i < count; i++) {
            values.addFirst(pop());
        }
        return values;
    }

    private List<Object> popToMark() {
        var values = new ArrayList<Object>();
        while (stack.peek() != Mark.HERE) {
            values.add(pop());
        }
        stack.pop();
        return new ArrayList<>(values.reversed());
    }

    private void recall(int index) {
        var value = memo.get(index);
        if (value == null) {
            throw damaged("its pickle recalls value " + index + ", which it never made");
        }
        push(value);
    }

    // ---- literals

    private String text(int length) {
        if (length < 0 || length > in.remaining()) {
            throw damaged("its pickle has a text of " + Integer.toUnsignedString(length) + " bytes");
        }
        var bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String line() {
        int start = in.position();
        int length = 0;
        while (in.get() != '\n') {
            length++;
        }
        var bytes = new byte[length];
        in.get(start, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private long longOf(int length) {
        if (length > 8) {
            throw damaged("its pickle has an integer of " + length + " bytes");
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            value |= (long) (in.get() & 0xff) << (8 * i);
        }
        int unused = 64 - 8 * length;
        return length == 0 ? 0 : value << unused >> unused;
    }

    private static @Nullable Object plain(Object value) {
        return value == None.NONE ? null : value;
    }

    /** Whether a value inside a container that a pickle built stands for None. */
    static boolean isNone(Object value) {
        return value == None.NONE;
    }

    // ---- refusals

    private static String describe(@Nullable Object value) {
        return switch (value) {
            case null -> "nothing";
            case Map<?, ?> map -> "a dictionary of " + map.size();
            case List<?> list -> "a list of " + list.size();
            case Tensor _ -> "a tensor";
            case Storage _ -> "a storage";
            case DType _ -> "a storage type";
            case Function _ -> "a function";
            case None _ -> "None";
            case String text -> "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'";
            default -> value.toString();
        };
    }

    private MalformedTensorFile notAllowed(String what) {
        return new MalformedTensorFile(source + " is refused: " + what
                + " is not allowed; a model file may hold only tensors, containers, numbers and text");
    }

    private MalformedTensorFile damaged(String why) {
        return new MalformedTensorFile(source + " is damaged: " + why);
    }
}
