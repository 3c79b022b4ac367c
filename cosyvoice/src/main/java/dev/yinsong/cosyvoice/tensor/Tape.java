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
    private static final int LANE = 16, LANES = Long.SIZE / LANE; // of a random long; its highest bit is no draw
    private static final long ONES = 0x0001_0001_0001_0001L, HIGHEST = ONES << (LANE - 1);

    private final SplittableRandom random;
    private int[] drawn = {};
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
     * Bytes that are one with a probability, to fifteen bits, else zero; good until the next call.
     *
     * <p>Drawn here, four at a time, since libtorch draws them one by one from 53 bits each, many times as slowly.
     */
    ByteBuffer draws(int count, double probability) {
        int words = (count + LANES - 1) / LANES;
        if (drawn.length < words) {
            drawn = new int[words];
            memory = ByteBuffer.allocateDirect(words * Integer.BYTES);
        }
        long bounds = ONES * Math.round(probability * (1 << (LANE - 1)));
        for (int i = 0; i < words; i++) {
            long atLeast = (random.nextLong() | HIGHEST) - bounds; // a lane keeps its highest bit unless it is below
            long below = (~atLeast & HIGHEST) >>> (LANE - 1);
            long pairs = below | below >>> (LANE - Byte.SIZE);
            drawn[i] = (int) (pairs & 0xffff | pairs >>> LANE & 0xffff_0000L);
        }
        memory.asIntBuffer().put(drawn, 0, words);
        return memory.slice(0, count);
    }

    @Override
    public void close() {
        OPEN.remove();
        Libtorch.recordGradients(false);
    }
}
