package dev.yinsong.trainer.run;

import dev.yinsong.common.audio.AudioEncoder;
import dev.yinsong.common.audio.AudioFormat;
import dev.yinsong.common.audio.Waveform;
import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.trainer.TrainerConfig;
import dev.yinsong.trainer.checkpoint.Version;
import dev.yinsong.trainer.checkpoint.Versions;
import dev.yinsong.trainer.database.Database;
import dev.yinsong.trainer.gate.Gate;
import dev.yinsong.trainer.gate.GateReport;
import dev.yinsong.trainer.gate.Recordings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Takes what came of a run's training through the gate, and writes down what it let through or refused. */
@ApplicationScoped
class RunGate {

    private final Trainer trainer;
    private final Gate gate;
    private final RunLedger ledger;
    private final Versions versions;
    private final Database database;
    private final WorkFolders folders;
    private final int sentences;

    RunGate(
            Trainer trainer,
            Gate gate,
            RunLedger ledger,
            Versions versions,
            Database database,
            WorkFolders folders,
            TrainerConfig config) {
        this.trainer = trainer;
        this.gate = gate;
        this.ledger = ledger;
        this.versions = versions;
        this.database = database;
        this.folders = folders;
        this.sentences = config.gate().sentences();
    }

    /**
     * Makes a version, whether it will speak or only be kept, of the first attempt that passes; else of the first, whose
     * losses are the lowest.
     *
     * @param pieces each sentence is one
     * @param blobs where recordings and archive are stored
     */
    Judged judge(Assignment run, List<Trainer.Attempt> attempts, Pieces pieces, RunBlobs blobs) {
        var best = best(run, attempts, new Hearing(pieces, blobs));
        return new Judged(store(run, best, blobs), best.report());
    }

    private Heard best(Assignment run, List<Trainer.Attempt> attempts, Hearing hearing) {
        var first = attempts.getFirst();
        ledger.judging(run, first.result(), first.result().stopReason());
        var best = new Heard(first, report(run, first, hearing));
        if (best.report().passed()) {
            return best;
        }
        for (var attempt : attempts.subList(1, attempts.size())) {
            ledger.judging(
                    run,
                    attempt.result(),
                    "the next best state, for the last was " + best.report().verdict());
            var next = new Heard(attempt, report(run, attempt, hearing));
            if (next.report().passed()) {
                return next;
            }
        }
        if (attempts.size() > 1) {
            ledger.judging(run, first.result(), "none of the " + attempts.size() + " best states passed");
        }
        return best;
    }

    private GateReport report(Assignment run, Trainer.Attempt attempt, Hearing hearing) {
        var result = attempt.result();
        if (sentences == 0) {
            return gate.judge(result.heldOutStart(), result.heldOutEnd());
        }
        var current = database.await(versions.current(run.voice())).map(hearing.blobs::fetch);
        try (var rehearsal = attempt.candidate().rehearse(run.language(), current)) {
            return gate.judge(result.heldOutStart(), result.heldOutEnd(), run.language(), rehearsal, hearing);
        }
    }

    private Version store(Assignment run, Heard best, RunBlobs blobs) {
        int number = database.await(versions.reserve(run.voice()));
        var folder = folders.fresh();
        try {
            var archive = folder.resolve("voice.zip");
            best.attempt().candidate().write(archive, card(run, best, number));
            return new Version(
                    run.voice(), number, run.run(), trainer.baseHash(), blobs.put(archive), Json.write(best.report()));
        } finally {
            WorkFolders.delete(folder);
        }
    }

    private static Trainer.Card card(Assignment run, Heard best, int number) {
        return new Trainer.Card(
                run.voice(),
                number,
                run.language(),
                run.run(),
                run.plan(),
                run.clips().learned().stream().map(Assignment.RunClip::clip).toList(),
                run.clips().heldOut().stream().map(Assignment.RunClip::clip).toList(),
                best.attempt().result(),
                best.report());
    }

    /**
     * A version that is stored, and not yet written down.
     *
     * @param report what the gate said of it
     */
    record Judged(Version version, GateReport report) {}

    /** What the gate said of an attempt. */
    private record Heard(Trainer.Attempt attempt, GateReport report) {}

    /** Keeps what the gate hears, and tells how far it has listened. */
    private static final class Hearing implements Recordings {

        private final Pieces pieces;
        private final RunBlobs blobs;

        Hearing(Pieces pieces, RunBlobs blobs) {
            this.pieces = pieces;
            this.blobs = blobs;
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
}
