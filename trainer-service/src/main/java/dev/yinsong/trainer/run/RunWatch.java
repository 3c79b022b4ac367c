package dev.yinsong.trainer.run;

import dev.yinsong.trainer.Losses;
import dev.yinsong.trainer.TrainerConfig;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Follows one run's training: writes its progress down, saves its state from time to time, and passes on that it is to
 * end. For the training thread only.
 */
final class RunWatch implements Trainer.Watch {

    /** Steps may be quick; they are written together so often, or when something else happens. */
    private static final Duration TOGETHER = Duration.ofMillis(500);

    private static final Logger LOG = Logger.getLogger(RunWatch.class);

    private final Assignment run;
    private final RunLedger ledger;
    private final SavedStates states;
    private final Duration saveEvery;
    private final TrainingMetrics metrics;
    private final Heartbeat heartbeat;
    private final BooleanSupplier leaving;
    private final LossWatch losses;
    private final List<RunLedger.Progress> unwritten = new ArrayList<>();

    private boolean cancel;
    private long writtenAt = System.nanoTime();
    private long savedAt = System.nanoTime();
    private long steppedAt = System.nanoTime();

    RunWatch(
            Assignment run,
            RunLedger ledger,
            SavedStates states,
            TrainerConfig config,
            TrainingMetrics metrics,
            Heartbeat heartbeat,
            BooleanSupplier leaving) {
        this.run = run;
        this.ledger = ledger;
        this.states = states;
        this.saveEvery = config.lease().saveEvery();
        this.metrics = metrics;
        this.heartbeat = heartbeat;
        this.leaving = leaving;
        this.losses = new LossWatch(
                config.training().overfitBelowNats().orElse(run.plan().stop().llm()),
                config.training().abruptFall());
    }

    @Override
    public void began(int steps, Losses heldOut) {
        ledger.measured(run, steps, heldOut);
        steppedAt = System.nanoTime();
    }

    @Override
    public Trainer.Wish after(Trainer.Step step) {
        metrics.stepped(Duration.ofNanos(System.nanoTime() - steppedAt), step);
        unwritten.add(new RunLedger.Progress("progressed", step, step.note().orElse(null)));
        var warnings = losses.after(step.learned());
        for (var warning : warnings) {
            unwritten.add(new RunLedger.Progress("warned", step, warning));
        }
        if (step.heldOut() != null || !warnings.isEmpty() || passed(writtenAt, TOGETHER)) {
            flush();
        }
        var wish = wish();
        steppedAt = System.nanoTime();
        return wish;
    }

    private Trainer.Wish wish() {
        heartbeat.check();
        if (cancel || heartbeat.cancelRequested()) {
            flush();
            return Trainer.Wish.CANCEL;
        }
        if (leaving.getAsBoolean()) {
            return Trainer.Wish.LEAVE;
        }
        return passed(savedAt, saveEvery) ? Trainer.Wish.SAVE : Trainer.Wish.GO_ON;
    }

    /** Writes down what was not yet. */
    void flush() {
        if (!unwritten.isEmpty()) {
            cancel |= ledger.progressed(run, List.copyOf(unwritten));
            unwritten.clear();
        }
        writtenAt = System.nanoTime();
    }

    @Override
    public void save(int step, Consumer<Path> state) {
        flush();
        try {
            var stored = states.store(run, state);
            ledger.saved(run, stored, step).ifPresent(states::forget);
        } catch (UncheckedIOException e) {
            LOG.warnf(e, "run %s goes on, but its state can't be saved now", run.run());
        }
        savedAt = System.nanoTime();
        steppedAt = savedAt; // saving is no part of a step
    }

    @Override
    public void beginsAnew(String why) {
        LOG.warnf("run %s begins anew: %s", run.run(), why);
        cancel |= ledger.says(run, "warned", "begins anew: " + why);
    }

    private static boolean passed(long since, Duration time) {
        return System.nanoTime() - since >= time.toNanos();
    }
}
