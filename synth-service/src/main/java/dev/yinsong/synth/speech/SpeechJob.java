package dev.yinsong.synth.speech;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One request's work in the line. Its last duty is done exactly once, and never while the work is still running. */
final class SpeechJob<T> implements Runnable {

    private final Work<T> work;
    private final Consumer<? super T> done;
    private final Consumer<Throwable> failed;
    private final Runnable over;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private volatile boolean unwanted;

    /**
     * A job that waits.
     *
     * @param done gets what the work made
     * @param failed gets what went wrong
     * @param over runs once, whatever becomes of the work: done, failed, cancelled or refused
     */
    SpeechJob(Work<T> work, Consumer<? super T> done, Consumer<Throwable> failed, Runnable over) {
        this.work = work;
        this.done = done;
        this.failed = failed;
        this.over = over;
    }

    @Override
    public void run() {
        if (!state.compareAndSet(State.WAITING, State.RUNNING)) {
            return;
        }
        try {
            done.accept(work.run(() -> unwanted));
        } catch (RuntimeException | Error e) {
            failed.accept(e);
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

    /** There is no place in the line. */
    void refuse(Busy why) {
        if (state.compareAndSet(State.WAITING, State.GONE)) {
            over.run();
            failed.accept(why);
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
