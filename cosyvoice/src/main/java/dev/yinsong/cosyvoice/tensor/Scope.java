package dev.yinsong.cosyvoice.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Owns the tensors made while it is the innermost open scope of its thread, and frees them when it closes.
 *
 * <pre>
 *   try (var scope = Scope.open()) {
 *       return scope.keep(network.apply(x));
 *   }
 * </pre>
 *
 * <p>Open one for each training step, diffusion step and request. Gradients are off unless a {@link Tape} is open.
 */
public final class Scope implements AutoCloseable {

    private static final ThreadLocal<Deque<Scope>> OPEN = ThreadLocal.withInitial(ArrayDeque::new);

    private final Thread thread = Thread.currentThread();
    private final List<Tensor> tensors = new ArrayList<>();

    private Scope() {}

    /** Opens a scope on this thread, inside the one that is open now. */
    public static Scope open() {
        if (!Tape.isOpen()) {
            Libtorch.recordGradients(false); // a thread starts with gradients on
        }
        var scope = new Scope();
        OPEN.get().push(scope);
        return scope;
    }

    /** What a computation makes; all else that it made is freed at once. */
    public static Tensor within(Supplier<Tensor> computation) {
        try (var scope = open()) {
            return scope.keep(computation.get());
        }
    }

    static Scope current() {
        var scope = OPEN.get().peek();
        if (scope == null) {
            throw new IllegalStateException("a tensor is made inside a Scope; open one first");
        }
        return scope;
    }

    void add(Tensor tensor) {
        tensors.add(tensor);
    }

    /**
     * Takes a tensor out of this scope: it lives on in the enclosing scope, or, where there is none, until its owner
     * closes it.
     */
    public Tensor keep(Tensor tensor) {
        release(tensor);
        var iterator = OPEN.get().iterator();
        while (iterator.hasNext()) {
            if (iterator.next() == this && iterator.hasNext()) {
                iterator.next().add(tensor);
            }
        }
        return tensor;
    }

    /** Takes a tensor out of every scope: it lives until its owner closes it. */
    public Tensor detach(Tensor tensor) {
        release(tensor);
        return tensor;
    }

    private void release(Tensor tensor) {
        for (int i = tensors.size() - 1; i >= 0; i--) { // what is kept was made last, as a rule
            if (tensors.get(i) == tensor) {
                tensors.remove(i);
                return;
            }
        }
        throw new IllegalArgumentException("this scope does not own the tensor " + tensor);
    }

    @Override
    public void close() {
        var open = OPEN.get();
        if (thread != Thread.currentThread() || open.peek() != this) {
            throw new IllegalStateException("scopes close in reverse order, on the thread that opened them");
        }
        open.pop();
        tensors.forEach(Tensor::close);
        tensors.clear();
    }
}
