package dev.yinsong.cosyvoice.tensor;

import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
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

    private final SplittableRandom random;

    private Tape(long seed) {
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
        if (isOpen()) {
            throw new IllegalStateException("a tape is open on this thread already");
        }
        Libtorch.recordGradients(true);
        JniUtils.setSeed(seed); // for dropout on a GPU
        var tape = new Tape(seed);
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

    /** Bytes that are one with a probability, else zero: see {@link Lots}. */
    ByteBuffer draws(int count, double probability) {
        return Lots.own().draw(random, count, probability);
    }

    @Override
    public void close() {
        OPEN.remove();
        Libtorch.recordGradients(false);
    }
}
