package dev.yinsong.cosyvoice.tensor;

import ai.djl.pytorch.jni.JniUtils;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How many cores each operation of a thread is shared among.
 *
 * <p>Libtorch knows one number for each thread, and lets a thread that has none yet take the one that any thread was given
 * last; so every thread is given its own before its first operation.
 */
final class Cores {

    private static final ThreadLocal<Cores> OWN = ThreadLocal.withInitial(Cores::new);

    private int given; // 0 before the first operation
    private int wanted = Runtime.sharedCores();
    private @Nullable Share share;

    private Cores() {}

    /** Those that an operation of this thread would be shared among now. */
    static int own() {
        return OWN.get().current();
    }

    /** Lets the operations of this thread be shared among so many from now on. */
    static void keepTo(int count) {
        OWN.get().wanted = count;
    }

    /** Called on a thread before it computes. */
    static void prepare() {
        var own = OWN.get();
        int now = own.current();
        if (now != own.given) {
            JniUtils.setNumThreads(now);
            own.given = now;
        }
    }

    private int current() {
        return share == null ? wanted : share.each();
    }

    /** The cores of a thread, divided among computations that run side by side; those that go on get what the others leave. */
    static final class Share {

        private final int cores = own();
        private final AtomicInteger running;

        /** Divides the cores of this thread among so many computations. */
        Share(int computations) {
            this.running = new AtomicInteger(computations);
        }

        private int each() {
            return Math.max(1, cores / Math.max(1, running.get()));
        }

        /** Runs one of the computations on this thread. */
        <T> T run(Supplier<T> computation) {
            var own = OWN.get();
            var outer = own.share;
            own.share = this;
            try {
                return computation.get();
            } finally {
                own.share = outer;
                running.decrementAndGet();
            }
        }
    }
}
