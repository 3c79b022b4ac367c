package dev.yinsong.trainer.run;

import dev.yinsong.common.model.BadModel;
import dev.yinsong.common.tensorfile.MalformedTensorFile;
import dev.yinsong.trainer.TrainerConfig;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of this pod that trains, one run after another. An orderly stop saves the state of the run that is under
 * way, for another pod to go on with at once.
 */
@ApplicationScoped
class RunWorker {

    private static final Logger LOG = Logger.getLogger(RunWorker.class);
    private static final int BEFORE_THE_OUTBOX = 1000;

    private final RunQueue queue;
    private final RunWork work;
    private final RunTrace traces;
    private final Trainer trainer;
    private final TrainerConfig.Lease config;
    private final Semaphore kicks = new Semaphore(0);
    private @Nullable Thread thread;
    private volatile boolean stopping;

    RunWorker(RunQueue queue, RunWork work, RunTrace traces, Trainer trainer, TrainerConfig config) {
        this.queue = queue;
        this.work = work;
        this.traces = traces;
        this.trainer = trainer;
        this.config = config.lease();
    }

    void start(@Observes StartupEvent event) {
        load();
        thread = Thread.ofPlatform().daemon().name("training").start(this::run);
    }

    /** Loads the base model; a bad one stops the service with one line that says why. */
    private void load() {
        try {
            trainer.prepare();
        } catch (BadModel | MalformedTensorFile e) {
            LOG.fatalf("The base model can't be used: %s", e.getMessage());
            Quarkus.asyncExit(1);
            throw new PreventFurtherStepsException(e.getMessage(), 1); // which Quarkus takes for a quiet end
        }
    }

    /** There may be a run to take: look now. */
    void kick() {
        kicks.release();
    }

    private void run() {
        boolean failing = false;
        while (!stopping) {
            try {
                var next = queue.take().await().indefinitely();
                failing = false;
                if (next.isPresent()) {
                    traces.follow(next.get(), () -> work.execute(next.get(), () -> stopping));
                } else {
                    rest();
                }
            } catch (InterruptedException e) {
                return; // stop() interrupts a rest
            } catch (RuntimeException e) {
                if (!failing) {
                    LOG.warn("no run can be taken for now", e);
                }
                failing = true;
                restAfterFailure();
            }
        }
    }

    private void rest() throws InterruptedException {
        kicks.tryAcquire(config.poll().toMillis(), TimeUnit.MILLISECONDS);
        kicks.drainPermits();
    }

    private void restAfterFailure() {
        try {
            rest();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop(@Observes @Priority(BEFORE_THE_OUTBOX) ShutdownEvent event) throws InterruptedException {
        stopping = true;
        kick();
        if (thread != null && !thread.join(config.stopGrace())) {
            LOG.warnf(
                    "training did not stop within %s; another pod goes on from its last saved state",
                    config.stopGrace());
        }
    }
}
