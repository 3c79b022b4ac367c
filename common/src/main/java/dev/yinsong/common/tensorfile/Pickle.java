package dev.yinsong.common.tensorfile;

import static dev.yinsong.common.tensorfile.PickleChecks.describe;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pickle machine that can build tensors, containers, numbers and strings, and nothing else.
 *
 * <p>A pickle is a program that may name any function of Python and call it. This machine knows three functions; a
 * pickle that names another is refused by that name. Dictionaries are {@link LinkedHashMap} and keep the file's order,
 * lists and tuples are {@link List}, integers {@link Long}, floats {@link Double}.
 */
final class Pickle {

    /** A tensor before its bytes are looked up: sizes and strides in elements. */
    record Tensor(Storage storage, long offset, long[] size, long[] stride) {}

    /** A flat array of elements in its own record of the file. */
    record Storage(DType dtype, String key, long elements) {}

    /** Stands for Python's None, since a deque holds no nulls. */
    enum None {
        NONE
    }

    private final ByteBuffer in;
    private final PickleChecks checks;
    private final PickleStack stack;
    private final PickleFunctions functions;

    private Pickle(String source, ByteBuffer in) {
        this.in = in.order(ByteOrder.LITTLE_ENDIAN);
        this.checks = new PickleChecks(source);
        this.stack = new PickleStack(checks);
        this.functions = new PickleFunctions(checks);
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
                return stack.pop();
            }
            step(opcode);
        }
    }

    private void step(int opcode) {
        switch (opcode) {
            case 0x80 -> protocol(in.get() & 0xff);
            case 0x95 -> in.getLong(); // FRAME: a hint about lengths, of no use here
            case '(' -> stack.mark();
            case '0' -> stack.pop();
            case '1' -> stack.popToMark();
            case '2' -> stack.push(stack.top());

            case 'N' -> stack.push(None.NONE);
            case 0x88 -> stack.push(true);
            case 0x89 -> stack.push(false);
            case 'K' -> stack.push((long) (in.get() & 0xff));
            case 'M' -> stack.push((long) Short.toUnsignedInt(in.getShort()));
            case 'J' -> stack.push((long) in.getInt());
            case 0x8a -> stack.push(longOf(in.get() & 0xff));
            case 'G' -> stack.push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
            case 'X' -> stack.push(text(in.getInt()));
            case 0x8c -> stack.push(text(in.get() & 0xff));

            case '}' -> stack.push(new LinkedHashMap<Object, Object>());
            case ']' -> stack.push(new ArrayList<Object>());
            case ')' -> stack.push(List.of());
            case 't' -> stack.push(List.copyOf(stack.popToMark()));
            case 0x85 -> stack.push(List.copyOf(stack.pop(1)));
            case 0x86 -> stack.push(List.copyOf(stack.pop(2)));
            case 0x87 -> stack.push(List.copyOf(stack.pop(3)));
            case 'l' -> stack.push(stack.popToMark());
            case 'd' -> dictionary(stack.popToMark());
            case 's' -> set(stack.pop(2));
            case 'u' -> set(stack.popToMark());
            case 'a' -> append(stack.pop(1));
            case 'e' -> append(stack.popToMark());

            case 'q' -> stack.remember(in.get() & 0xff);
            case 'r' -> stack.remember(in.getInt());
            case 0x94 -> stack.remember();
            case 'h' -> stack.recall(in.get() & 0xff);
            case 'j' -> stack.recall(in.getInt());

            case 'c' -> stack.push(functions.named(line(), line()));
            case 0x93 -> {
                var name = stack.pop(2);
                stack.push(functions.named(checks.text(name.get(0)), checks.text(name.get(1))));
            }
            case 'i' -> {
                functions.named(line(), line());
                throw checks.notAllowed("an instance");
            }
            case 'R' -> {
                var call = stack.pop(2);
                stack.push(functions.call(call.get(0), checks.list(call.get(1))));
            }
            case 'b' -> build(stack.pop());
            case 'Q' -> stack.push(functions.storage(checks.list(stack.pop())));
            default -> throw checks.notAllowed("pickle instruction 0x%02x".formatted(opcode));
        }
    }

    private void protocol(int version) {
        if (version < 2 || version > 5) {
            throw checks.damaged("its pickle has protocol " + version);
        }
    }

    /** State set on an object: only a dictionary's attributes (torch's {@code _metadata}), which nothing here needs. */
    private void build(Object state) {
        if (!(stack.top() instanceof Map) || !(state instanceof Map)) {
            throw checks.notAllowed("setting the state of " + describe(stack.top()));
        }
    }

    private void dictionary(List<Object> items) {
        stack.push(new LinkedHashMap<Object, Object>());
        set(items);
    }

    private void set(List<Object> items) {
        if (!(stack.top() instanceof LinkedHashMap<?, ?>) || items.size() % 2 != 0) {
            throw checks.damaged("its pickle sets entries of " + describe(stack.top()));
        }
        @SuppressWarnings("unchecked") // every map on the stack was made here
        var dictionary = (Map<Object, Object>) stack.top();
        for (int i = 0; i < items.size(); i += 2) {
            dictionary.put(checks.key(items.get(i)), items.get(i + 1));
        }
    }

    private void append(List<Object> items) {
        if (!(stack.top() instanceof ArrayList<?>)) {
            throw checks.damaged("its pickle appends to " + describe(stack.top()));
        }
        @SuppressWarnings("unchecked") // every list on the stack was made here
        var list = (List<Object>) stack.top();
        list.addAll(items);
    }

    private String text(int length) {
        if (length < 0 || length > in.remaining()) {
            throw checks.damaged("its pickle has a text of " + Integer.toUnsignedString(length) + " bytes");
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
            throw checks.damaged("its pickle has an integer of " + length + " bytes");
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
}
