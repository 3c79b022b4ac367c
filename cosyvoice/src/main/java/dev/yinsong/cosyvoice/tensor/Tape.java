package dev.yinsong.cosyvoice.tensor;

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

    private static final ThreadLocal<Boolean> OPEN = ThreadLocal.withInitial(() -> false);

    private Tape() {}

    /** Starts recording. */
    public static Tape open() {
        if (OPEN.get()) {
            throw new IllegalStateException("a tape is open on this thread already");
        }
        OPEN.set(true);
        Libtorch.recordGradients(true);
        return new Tape();
    }

    /** Whether a tape is open on this thread. */
    public static boolean isOpen() {
        return OPEN.get();
    }

    @Override
    public void close() {
        OPEN.set(false);
        Libtorch.recordGradients(false);
    }
}
