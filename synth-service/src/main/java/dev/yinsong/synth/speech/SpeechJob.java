package dev.yinsong.synth.speech;

import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** One request's work in the line. Its last duty is done exactly once, and never while the work is still running. */
final class SpeechJob<T> implements Runnable {

    private final Work<T> work;
    private final Runnable over;
    private final UniEmitter<? super T> emitter;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private volatile boolean unwanted;

    SpeechJob(Work<T> work, Runnable over, UniEmitter<? super T> emitter) {
        this.work = work;
        this.over = over;
        this.emitter = emitter;
    }

    @Override
    public void run() {
        if (!state.compareAndSet(State.WAITING, State.RUNNING)) {
            return;
        }
        try {
            var result = work.run(() -> unwanted);
            emitter.complete(result);
        } catch (RuntimeException | Error e) {
            emitter.fail(e);
        } finally {
            over.run();
        }
    }

    /** Nobody waits for the result any more. */
    void cancel() {
        unwanted = true;
        if (state.compareAndSet(State.WAITING, State.GONE)) {
            over.run();
        }
    }

    private enum State {
        WAITING,
        RUNNING,
        GONE
    }

    /** What a job does. */
    interface Work<T> {

        /**
         * Does it.
         *
         * @param unwanted becomes true when the caller has hung up: stop at the next good place
         */
        T run(BooleanSupplier unwanted);
    }
}
