package dev.yinsong.common.tensorfile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The values that a pickle has made: those at hand, and those that it has put aside under a number. */
final class PickleStack {

    private enum Mark {
        HERE
    }

    private final PickleChecks checks;
    private final Deque<Object> stack = new ArrayDeque<>();
    private final Map<Integer, Object> memo = new HashMap<>();

    PickleStack(PickleChecks checks) {
        this.checks = checks;
    }

    void push(Object value) {
        stack.push(value);
    }

    /** What is pushed from here on can be taken by {@link #popToMark}. */
    void mark() {
        stack.push(Mark.HERE);
    }

    Object top() {
        var value = stack.peek();
        if (value == null || value == Mark.HERE) {
            throw checks.damaged("its pickle uses a value that it never made");
        }
        return value;
    }

    Object pop() {
        var value = top();
        stack.pop();
        return value;
    }

    /** So many values, in the order in which they were pushed. */
    List<Object> pop(int count) {
        var values = new ArrayList<Object>(count);
        for (int i = 0; i < count; i++) {
            values.addFirst(pop());
        }
        return values;
    }

    /** The values since the last mark, in the order in which they were pushed. */
    List<Object> popToMark() {
        var values = new ArrayList<Object>();
        while (stack.peek() != Mark.HERE) {
            values.add(pop());
        }
        stack.pop();
        return new ArrayList<>(values.reversed());
    }

    /** Puts the top aside too, under the next number. */
    void remember() {
        remember(memo.size());
    }

    void remember(int index) {
        memo.put(index, top());
    }

    /** Pushes again what was put aside. */
    void recall(int index) {
        var value = memo.get(index);
        if (value == null) {
            throw checks.damaged("its pickle recalls value " + index + ", which it never made");
        }
        push(value);
    }
}
