package dev.yinsong.trainer.run;

import dev.yinsong.common.audio.AudioEncoder;
import dev.yinsong.common.audio.AudioFormat;
import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.blob.Blobs;
import dev.yinsong.cosyvoice.tensor.TensorException;
import dev.yinsong.trainer.TrainerConfig;
import dev.yinsong.trainer.checkpoint.Version;
import dev.yinsong.trainer.checkpoint.Versions;
import dev.yinsong.trainer.database.Database;
import dev.yinsong.trainer.dataset.Split;
import dev.yinsong.trainer.gate.Gate;
import dev.yinsong.trainer.gate.GateReport;
import dev.yinsong.trainer.gate.Recordings;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Does a run from its clips to its version, in the calling thread. */
@ApplicationScoped
class RunWork {

    private static final Logger LOG = Logger.getLogger(RunWork.class);

    private final Trainer trainer;
    private final RunScreening screening;
    private final Preflight preflight;
    private final RunLedger ledger;
    private final SavedStates states;
    private final Gate gate;
    private final Versions versions;
    private final Database database;
    private final Blobs blobs;
    private final TrainerConfig config;
    private final TrainingMetrics metrics;

    RunWork(
            Trainer trainer,
            RunScreening screening,
            Preflight preflight,
            RunLedger ledger,
            SavedStates states,
            Gate gate,
            Versions versions,
            Database database,
            Blobs blobs,
            TrainerConfig config,
            TrainingMetrics metrics) {
        this.trainer = trainer;
        this.screening = screening;
        this.preflight = preflight;
        this.ledger = ledger;
        this.states = states;
        this.gate = gate;
        this.versions = versions;
        this.database = database;
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
            work(run, pieces, watch);
        } catch (Lease.Lost lost) {
            LOG.warnf("%s; what was done here is dropped", lost.getMessage());
        } catch (Database.Away away) {
            LOG.warnf("run %s is left as it was last written: %s", run.run(), away.getMessage());
        } catch (OutOfMemoryError e) {
            fail(run, e, outOfMemory(run));
        } catch (TensorException e) {
            fail(run, e, e.outOfMemory() ? outOfMemory(run) : String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            fail(run, e, String.valueOf(e.getMessage()));
        }
    }

    private void work(Assignment run, Pieces pieces, RunWatch watch) {
        try {
            screening.screen(run, pieces).ifPresent(screened -> train(screened, pieces, watch));
        } catch (Interrupted e) {
            if (e.cancelled()) {
                end(run, watch, RunState.CANCELLED, () -> ledger.cancelled(run));
            } else {
                ledger.left(run);
            }
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

    private void train(Assignment run, Pieces pieces, RunWatch watch) {
        var clips = samples(run);
        preflight.check(run.plan(), clips);
        var saved = run.saved().map(states::fetch).orElse(null);
        try {
            switch (trainer.train(run.plan(), clips, saved, watch)) {
                case Trainer.Left _ -> ledger.left(run);
                case Trainer.Cancelled _ -> end(run, watch, RunState.CANCELLED, () -> ledger.cancelled(run));
                case Trainer.Trained trained -> {
                    watch.flush();
                    judge(run, trained, pieces, watch);
                }
            }
        } finally {
            deleteIfAny(saved);
        }
    }

    private static void deleteIfAny(@Nullable Path folder) {
        if (folder != null) {
            SavedStates.delete(folder);
        }
    }

    private Split<Trainer.Sample> samples(Assignment run) {
        return new Split<>(
                run.clips().learned().stream().map(this::sample).toList(),
                run.clips().heldOut().stream().map(this::sample).toList());
    }

    private Trainer.Sample sample(Assignment.RunClip clip) {
        return new Trainer.Sample(clip.clip(), blobs.fetch(clip.features()));
    }

    private void judge(Assignment run, Trainer.Trained trained, Pieces pieces, RunWatch watch) {
        try {
            var judged = judge(run, trained.attempts(), pieces);
            var report = judged.report();
            var version = store(run, judged.attempt(), report);
            if (report.passed()) {
                end(run, watch, RunState.PUBLISHED, () -> ledger.published(run, version));
            } else {
                end(run, watch, RunState.REJECTED, () -> ledger.rejected(run, version, report.verdict()));
            }
            LOG.infof("version %d of voice %s: %s", version.number(), run.voice(), report.verdict());
        } finally {
            trained.attempts().forEach(attempt -> attempt.candidate().close());
        }
    }

    /** The first attempt that passes; else the first, whose losses are the lowest. */
    private Judged judge(Assignment run, List<Trainer.Attempt> attempts, Pieces pieces) {
        var first = attempts.getFirst();
        ledger.judging(run, first.result(), first.result().stopReason());
        var best = new Judged(first, report(run, first, pieces));
        if (best.report().passed()) {
            return best;
        }
        for (var attempt : attempts.subList(1, attempts.size())) {
            ledger.judging(
                    run,
                    attempt.result(),
                    "the next best state, for the last was " + best.report().verdict());
            var next = new Judged(attempt, report(run, attempt, pieces));
            if (next.report().passed()) {
                return next;
            }
        }
        if (attempts.size() > 1) {
            ledger.judging(run, first.result(), "none of the " + attempts.size() + " best states passed");
        }
        return best;
    }

    private GateReport report(Assignment run, Trainer.Attempt attempt, Pieces pieces) {
        var result = attempt.result();
        if (config.gate().sentences() == 0) {
            return gate.judge(result.heldOutStart(), result.heldOutEnd());
        }
        var current = database.await(versions.current(run.voice())).map(blobs::fetch);
        try (var rehearsal = attempt.candidate().rehearse(run.language(), current)) {
            return gate.judge(
                    result.heldOutStart(), result.heldOutEnd(), run.language(), rehearsal, new Hearing(pieces));
        }
    }

    /** Writes the voice archive down, whether it will speak or only be kept. */
    private Version store(Assignment run, Trainer.Attempt attempt, GateReport report) {
        int number = database.await(versions.reserve(run.voice()));
        var folder = states.folder();
        try {
            var archive = folder.resolve("voice.zip");
            attempt.candidate().write(archive, card(run, attempt, number, report));
            return new Version(
                    run.voice(), number, run.run(), trainer.baseHash(), blobs.put(archive), Json.write(report));
        } finally {
            SavedStates.delete(folder);
        }
    }

    private static Trainer.Card card(Assignment run, Trainer.Attempt attempt, int number, GateReport report) {
        return new Trainer.Card(
                run.voice(),
                number,
                run.language(),
                run.run(),
                run.plan(),
                run.clips().learned().stream().map(Assignment.RunClip::clip).toList(),
                run.clips().heldOut().stream().map(Assignment.RunClip::clip).toList(),
                attempt.result(),
                report);
    }

    private void end(Assignment run, RunWatch watch, RunState as, Runnable write) {
        write.run();
        metrics.ended(as);
        watch.state().ifPresent(states::forget);
        LOG.infof("run %s of voice %s: %s", run.run(), run.voice(), as.label());
    }

    /** Keeps what the gate hears, and tells how far it has listened. */
    private final class Hearing implements Recordings {

        private final Pieces pieces;

        Hearing(Pieces pieces) {
            this.pieces = pieces;
        }

        @Override
        public BlobRef keep(Waveform sound) {
            pieces.goOn();
            return blobs.put(AudioEncoder.encode(sound, AudioFormat.WAV));
        }

        @Override
        public void heard(int sentences, int of) {
            pieces.done("listening", sentences, of, "sentences");
        }
    }

    /** What the gate said of an attempt. */
    private record Judged(Trainer.Attempt attempt, GateReport report) {}
}
