package dev.yinsong.trainer.run;

import dev.yinsong.common.blob.Blobs;
import dev.yinsong.cosyvoice.tensor.TensorException;
import dev.yinsong.trainer.TrainerConfig;
import dev.yinsong.trainer.checkpoint.LooseBlobs;
import dev.yinsong.trainer.database.Database;
import dev.yinsong.trainer.dataset.Split;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Does a run from its clips to its version, in the calling thread. */
@ApplicationScoped
class RunWork {

    private static final Logger LOG = Logger.getLogger(RunWork.class);

    private final Trainer trainer;
    private final RunScreening screening;
    private final RunClips runClips;
    private final Preflight preflight;
    private final RunLedger ledger;
    private final SavedStates states;
    private final RunGate gate;
    private final LooseBlobs looseBlobs;
    private final Blobs blobs;
    private final TrainerConfig config;
    private final TrainingMetrics metrics;

    RunWork(
            Trainer trainer,
            RunScreening screening,
            RunClips runClips,
            Preflight preflight,
            RunLedger ledger,
            SavedStates states,
            RunGate gate,
            LooseBlobs looseBlobs,
            Blobs blobs,
            TrainerConfig config,
            TrainingMetrics metrics) {
        this.trainer = trainer;
        this.screening = screening;
        this.runClips = runClips;
        this.preflight = preflight;
        this.ledger = ledger;
        this.states = states;
        this.gate = gate;
        this.looseBlobs = looseBlobs;
        this.blobs = blobs;
        this.config = config;
        this.metrics = metrics;
    }

    /**
     * Does a run. Whatever goes wrong becomes the run's failure; only a lost lease leaves no trace.
     *
     * @param leaving whether this process is to end: the state is saved then, and another goes on
     */
    void execute(Assignment run, BooleanSupplier leaving) {
        LOG.infof(
                "run %s of voice %s: %d clips, %d held out, %s",
                run.run(),
                run.voice(),
                run.view().clips(),
                run.view().heldOutClips(),
                run.saved().isPresent() ? "from its saved state" : "from the start");
        try (var heartbeat =
                Heartbeat.start(ledger, run, config.lease().length().dividedBy(3))) {
            var pieces = new Pieces(run, ledger, heartbeat, leaving, config.tellEvery());
            var watch = new RunWatch(run, ledger, states, config, metrics, heartbeat, leaving);
            var store = new RunBlobs(blobs, pieces::rest, stored -> looseBlobs.note(run.voice(), stored));
            work(run, new Means(pieces, store, watch));
        } catch (Lease.Lost lost) {
            LOG.warnf("%s; what was done here is dropped", lost.getMessage());
        } catch (Database.Away away) {
            LOG.warnf("run %s is left as it was last written: %s", run.run(), away.getMessage());
        } catch (OutOfMemoryError e) {
            fail(run, e, outOfMemory(run));
        } catch (TensorException e) {
            fail(run, e, e.outOfMemory() ? outOfMemory(run) : String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            fail(run, e, RunBlobs.reason(e));
        } catch (RuntimeException | Error e) {
            fail(run, e, String.valueOf(e.getMessage()));
        }
    }

    private static String outOfMemory(Assignment run) {
        return "out of memory. " + Preflight.advice(run.plan());
    }

    private void fail(Assignment run, Throwable cause, String why) {
        LOG.errorf(cause, "run %s failed", run.run());
        try {
            ledger.failed(run, why);
            metrics.ended(RunState.FAILED);
        } catch (Lease.Lost | Database.Away tooLate) {
            LOG.warn(tooLate.getMessage());
        }
    }

    private void work(Assignment run, Means by) {
        try {
            prepare(run, by).ifPresentOrElse(ready -> train(ready, by), () -> metrics.ended(RunState.FAILED));
        } catch (Interrupted e) {
            if (e.cancelled()) {
                ledger.cancelled(run);
                ended(run, RunState.CANCELLED);
            } else {
                ledger.left(run);
            }
        }
    }

    /** The run with clips that were looked through and read; empty when they are too few, so that it has failed. */
    private Optional<Ready> prepare(Assignment run, Means by) {
        return runClips.withoutDeleted(run, by.blobs, taken -> screening.screen(taken, by.pieces, by.blobs))
                .flatMap(screened ->
                        runClips.withoutDeleted(screened, by.blobs, left -> Optional.of(read(left, by.blobs))));
    }

    private Ready read(Assignment run, RunBlobs blobs) {
        return new Ready(run, trainer.read(run.plan(), samples(run, blobs)));
    }

    private static Split<Trainer.Sample> samples(Assignment run, RunBlobs blobs) {
        return new Split<>(
                samples(run.clips().learned(), blobs), samples(run.clips().heldOut(), blobs));
    }

    private static List<Trainer.Sample> samples(List<Assignment.RunClip> clips, RunBlobs blobs) {
        return clips.stream()
                .map(clip -> new Trainer.Sample(clip.clip(), blobs.fetch(clip.features())))
                .toList();
    }

    private void train(Ready ready, Means by) {
        var run = ready.run();
        preflight.check(run.plan(), ready.training().need());
        var saved =
                run.saved().map(state -> states.unpack(by.blobs.fetch(state))).orElse(null);
        try {
            switch (ready.training().run(saved, by.watch)) {
                case Trainer.Left _ -> ledger.left(run);
                case Trainer.Cancelled _ -> {
                    ledger.cancelled(run);
                    ended(run, RunState.CANCELLED);
                }
                case Trainer.Trained trained -> {
                    by.watch.flush();
                    judge(run, trained, by);
                }
            }
        } finally {
            deleteIfAny(saved);
        }
    }

    private static void deleteIfAny(@Nullable Path folder) {
        if (folder != null) {
            WorkFolders.delete(folder);
        }
    }

    private void judge(Assignment run, Trainer.Trained trained, Means by) {
        try {
            var judged = gate.judge(run, trained.attempts(), by.pieces, by.blobs);
            var report = judged.report();
            var version = judged.version();
            LOG.infof("version %d of voice %s: %s", version.number(), run.voice(), report.verdict());
            var end =
                    report.passed() ? ledger.published(run, version) : ledger.rejected(run, version, report.verdict());
            ended(run, end);
        } finally {
            trained.attempts().forEach(attempt -> attempt.candidate().close());
        }
    }

    private void ended(Assignment run, RunState as) {
        metrics.ended(as);
        LOG.infof("run %s of voice %s: %s", run.run(), run.voice(), as.label());
    }

    /** A run whose training may begin. */
    private record Ready(Assignment run, Trainer.Training training) {}

    /** What a run's work is done with. */
    private record Means(Pieces pieces, RunBlobs blobs, RunWatch watch) {}
}
