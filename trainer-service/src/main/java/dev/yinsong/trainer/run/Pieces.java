package dev.yinsong.trainer.run;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * A run's work that takes no steps: clips that are looked through, sentences that are listened to. At full size each takes
 * seconds, all together minutes. After each the run may end, and says how far it is. For the training thread only.
 */
final class Pieces {

    private static final Logger LOG = Logger.getLogger(Pieces.class);

    /** Whoever follows a run reads all that it said: hours of waiting are not to be thousands of lines. */
    private static final Duration TELL_WAITING_EVERY = Duration.ofMinutes(1);

    private final Assignment run;
    private final RunLedger ledger;
    private final Heartbeat heartbeat;
    private final BooleanSupplier leaving;
    private final Duration tellEvery;
    private boolean cancel;
    private long toldAt = System.nanoTime();
    private long toldWaitingAt = toldAt - TELL_WAITING_EVERY.toNanos(); // the first time is told at once

    Pieces(Assignment run, RunLedger ledger, Heartbeat heartbeat, BooleanSupplier leaving, Duration tellEvery) {
        this.run = run;
        this.ledger = ledger;
        this.heartbeat = heartbeat;
        this.leaving = leaving;
        this.tellEvery = tellEvery;
    }

    /**
     * Goes on only if there is still somebody to work for.
     *
     * @throws Interrupted when the run is cancelled, or this process is to end
     * @throws Lease.Lost when the run is another pod's
     */
    void goOn() {
        heartbeat.check();
        if (cancel || heartbeat.cancelRequested()) {
            throw new Interrupted(true);
        }
        if (leaving.getAsBoolean()) {
            throw new Interrupted(false);
        }
    }

    /**
     * Waits for something that is away, and says so at once, then from time to time.
     *
     * @throws Interrupted as {@link #goOn} does
     */
    void rest(Duration pause, String why) {
        if (passed(toldWaitingAt, TELL_WAITING_EVERY)) {
            LOG.warnf("run %s waits: %s", run.run(), why);
            cancel |= ledger.says(run, "waiting", why);
            toldWaitingAt = System.nanoTime();
        }
        goOn();
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted(false);
        }
    }

    /** Some of them are done, which is written down from time to time: {@code 3 of 10 clips}. */
    void done(String kind, int count, int all, String what) {
        if (passed(toldAt, tellEvery)) {
            cancel |= ledger.says(run, kind, count + " of " + all + " " + what);
            toldAt = System.nanoTime();
        }
    }

    private static boolean passed(long since, Duration time) {
        return System.nanoTime() - since >= time.toNanos();
    }
}
