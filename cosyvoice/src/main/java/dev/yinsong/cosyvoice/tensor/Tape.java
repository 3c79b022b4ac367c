package dev.yinsong.cosyvoice.tensor;

import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Records operations for {@link Tensor#backward()} while it is open on this thread; dropout acts only then.
 *
 * <pre>
 *   try (var scope = Scope.open(); var tape = Tape.open()) {
 *       loss(x).backward();
 *   }
 * </pre>
 */
public final class Tape implements AutoCloseable {

    private static final ThreadLocal<@Nullable Tape> OPEN = new ThreadLocal<>();

    /** Where a part of the tape ends and the next begins: one value, recorded apart. */
    private record Cut(Tensor end, Tensor begin) {}

    private final SplittableRandom random;
    private final boolean inParts;
    private final Deque<Cut> cuts = new ArrayDeque<>();

    private Tape(long seed, boolean inParts) {
        this.inParts = inParts;
        this.random = new SplittableRandom(seed);
    }

    /** Starts recording; what dropout drops is different each time. */
    public static Tape open() {
        return open(new SplittableRandom().nextLong());
    }

    /**
     * Starts recording.
     *
     * @param seed decides what dropout drops
     */
    public static Tape open(long seed) {
        return open(seed, false);
    }

    /**
     * Starts recording in parts, as {@link #cut} says. Each part's backward pass is a computation of its own: it is shared
     * among the cores that are free when it begins. Gradients are the same. {@link Tensor#backward()} is to be called
     * once, before the tape closes.
     *
     * @param seed decides what dropout drops
     */
    public static Tape openInParts(long seed) {
        return open(seed, true);
    }

    private static Tape open(long seed, boolean inParts) {
        if (isOpen()) {
            throw new IllegalStateException("a tape is open on this thread already");
        }
        Libtorch.recordGradients(true);
        JniUtils.setSeed(seed); // for dropout on a GPU
        var tape = new Tape(seed, inParts);
        OPEN.set(tape);
        return tape;
    }

    /** Whether a tape is open on this thread. */
    public static boolean isOpen() {
        return OPEN.get() != null;
    }

    /** The tape that is open on this thread. */
    static Tape current() {
        var tape = OPEN.get();
        if (tape == null) {
            throw new IllegalStateException("no tape is open on this thread");
        }
        return tape;
    }

    /** The same value, behind which a new part begins if the tape that is open, if any, records in parts. */
    public static Tensor cut(Tensor x) {
        var tape = OPEN.get();
        if (tape == null || !tape.inParts) {
            return x;
        }
        var begin = OpLibrary.call("cut", x);
        tape.cuts.push(new Cut(x, begin));
        return begin;
    }

    /** Passes on to each part the gradient of the part behind it, from the last one to the first. Frees what {@link #cut} gave. */
    void backThroughParts() {
        while (!cuts.isEmpty()) {
            var cut = cuts.pop();
            cut.begin.gradient().ifPresent(gradient -> {
                Cores.prepare();
                Libtorch.backward(cut.end.handle(), gradient.handle());
            });
            cut.begin.close(); // frees its gradient, too
        }
    }

    /** Bytes that are zero with a probability, else one: see {@link Lots}. */
    ByteBuffer kept(int count, double dropped) {
        return Lots.own().kept(random, count, dropped);
    }

    @Override
    public void close() {
        OPEN.remove();
        Libtorch.recordGradients(false);
    }
}
