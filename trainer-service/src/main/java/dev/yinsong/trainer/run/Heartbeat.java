package dev.yinsong.trainer.run;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Renews a run's lease while its pod works on it, in a thread of its own: a step may take longer than a lease. */
final class Heartbeat implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Heartbeat.class);

    private final RunLedger ledger;
    private final Assignment run;
    private final Duration every;
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean cancelRequested;
    private volatile Lease.@Nullable Lost lost;

    private Heartbeat(RunLedger ledger, Assignment run, Duration every) {
        this.ledger = ledger;
        this.run = run;
        this.every = every;
        this.thread = Thread.ofPlatform().daemon().name("lease-" + run.run()).unstarted(this::beat);
    }

    /** Begins to renew a lease. */
    static Heartbeat start(RunLedger ledger, Assignment run, Duration every) {
        var heartbeat = new Heartbeat(ledger, run, every);
        heartbeat.thread.start();
        return heartbeat;
    }

    private void beat() {
        while (!closed && lost == null) {
            try {
                TimeUnit.MILLISECONDS.sleep(every.toMillis());
                cancelRequested |= ledger.renew(run);
            } catch (InterruptedException e) {
                return; // close() interrupts
            } catch (Lease.Lost e) {
                lost = e;
            } catch (RuntimeException e) {
                if (!closed) {
                    LOG.warnf(e, "the lease of run %s can't be renewed now", run.run());
                }
            }
        }
    }

    /** Somebody asked for the run to be cancelled. */
    boolean cancelRequested() {
        return cancelRequested;
    }

    /** Does nothing while the run is this pod's, as far as is known. */
    void check() {
        var gone = lost;
        if (gone != null) {
            throw gone;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
