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
    private static final int DRAW_BITS = 16, DRAWS = Long.SIZE / DRAW_BITS; // of each random long

    private final SplittableRandom random;
    private byte[] drawn = {};
    private ByteBuffer memory = ByteBuffer.allocateDirect(0);

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

    /**
     * Ones with a probability, to sixteen bits, and zeros; good until the next call.
     *
     * <p>Drawn here since libtorch draws them one by one from 53 bits each, many times as slowly.
     */
    ByteBuffer draws(int count, double probability) {
        if (drawn.length < count) {
            drawn = new byte[count + DRAWS];
            memory = ByteBuffer.allocateDirect(count);
        }
        long bound = Math.round(probability * (1 << DRAW_BITS));
        for (int i = 0; i < count; i += DRAWS) {
            long bits = random.nextLong();
            drawn[i] = below(bits, bound);
            drawn[i + 1] = below(bits >>> DRAW_BITS, bound);
            drawn[i + 2] = below(bits >>> 2 * DRAW_BITS, bound);
            drawn[i + 3] = below(bits >>> 3 * DRAW_BITS, bound);
        }
        return memory.put(0, drawn, 0, count);
    }

    /** Whether the lowest bits are below a bound: the sign of the difference, for a branch would be guessed wrongly. */
    private static byte below(long bits, long bound) {
        return (byte) (((bits & 0xffff) - bound) >>> (Long.SIZE - 1));
    }

    @Override
    public void close() {
        OPEN.remove();
        Libtorch.recordGradients(false);
    }
}
