package dev.yinsong.trainer.run;

import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.event.TrainingFailed;
import dev.yinsong.common.event.TrainingFinished;
import dev.yinsong.common.event.TrainingProgressed;
import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.trainer.Losses;
import dev.yinsong.trainer.TrainerConfig;
import dev.yinsong.trainer.checkpoint.Version;
import dev.yinsong.trainer.checkpoint.Versions;
import dev.yinsong.trainer.database.Database;
import dev.yinsong.trainer.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * What the pod that has a run writes down about it. Row, event and announcement are one transaction, and each call waits
 * in the calling thread until that is committed, through outages of the database; it also renews the lease. When the
 * run is another's by now, nothing is written and {@link Lease.Lost} is thrown.
 */
@ApplicationScoped
class RunLedger {

    private final Database database;
    private final Versions versions;
    private final Outbox outbox;
    private final Duration lease;

    RunLedger(Database database, Versions versions, Outbox outbox, TrainerConfig config) {
        this.database = database;
        this.versions = versions;
        this.outbox = outbox;
        this.lease = config.lease().length();
    }

    /** Renews the lease; true when the run is to be cancelled. */
    boolean renew(Assignment run) {
        return write(run, (session, row) -> Uni.createFrom().item(row.cancelRequested()));
    }

    /** The base was measured. */
    void measured(Assignment run, int steps, Losses heldOut) {
        write(run, (session, row) -> {
            row.measuredStart(steps, heldOut);
            return say(session, row, row.say("measured", null, heldOut, null, null));
        });
    }

    /** Some steps were taken; announces the last of them. True when the run is to be cancelled. */
    boolean progressed(Assignment run, List<Progress> progress) {
        return write(run, (session, row) -> {
            var events = progress.stream()
                    .map(each -> new RunEventRow(run.run(), each.applyTo(row)))
                    .toArray();
            return session.persistAll(events)
                    .chain(() -> outbox.add(session, announcement(row, progress.getLast())))
                    .replaceWith(row.cancelRequested());
        });
    }

    private static TrainingProgressed announcement(RunRow row, Progress last) {
        var step = last.step();
        var heldOut = step.heldOut() == null ? Losses.NONE : step.heldOut();
        return new TrainingProgressed(
                VoiceEvent.idOf(TrainingProgressed.class, row.id(), row.attempts(), step.step()),
                RunRow.now(),
                row.voice(),
                row.id(),
                step.step(),
                step.steps(),
                step.learned().llmNats(),
                step.learned().flow(),
                heldOut.llmNats(),
                heldOut.flow());
    }

    /** The state was saved; the one saved before, which nobody needs any more. */
    Optional<BlobRef> saved(Assignment run, BlobRef state, int step) {
        return write(run, (session, row) -> {
            var before = row.saved(state, step);
            return say(session, row, row.say("saved", null)).replaceWith(before);
        });
    }

    /** How far a work is that takes no steps. True when the run is to be cancelled. */
    boolean says(Assignment run, String kind, String message) {
        return write(
                run, (session, row) -> say(session, row, row.say(kind, message)).replaceWith(row.cancelRequested()));
    }

    /** Training is over, and the gate begins to judge a state. */
    void judging(Assignment run, Trainer.Result result, String message) {
        write(run, (session, row) -> {
            row.trained(result);
            return say(session, row, row.say("judging", result.end(), result.heldOutEnd(), null, message));
        });
    }

    /** The candidate is a version now, if nobody asked until this moment for the run to end: how it ended. */
    RunState published(Assignment run, Version version) {
        return unlessCancelled(run, (session, row) -> {
            row.judged(version.report());
            row.publishedAs(version.number());
            return versions.publish(session, version)
                    .chain(() -> finish(
                            session,
                            row,
                            "version " + version.number(),
                            row.view().stopReason()));
        });
    }

    /**
     * The gate refused the candidate, which is kept; the voice stays as it is. Unless somebody asked until this moment
     * for the run to end: how it ended.
     */
    RunState rejected(Assignment run, Version candidate, String why) {
        return unlessCancelled(run, (session, row) -> {
            row.judged(candidate.report());
            row.reject(candidate.number(), why);
            return versions.keep(session, candidate).chain(() -> finish(session, row, why, why));
        });
    }

    /** It was given up because somebody asked for that. */
    void cancelled(Assignment run) {
        write(run, this::cancel);
    }

    /** The voice may be deleted: what comes of a run then must not be left behind. */
    private RunState unlessCancelled(Assignment run, BiFunction<Mutiny.Session, RunRow, Uni<Void>> ending) {
        return write(
                run,
                (session, row) -> (row.cancelRequested() ? cancel(session, row) : ending.apply(session, row))
                        .map(_ -> row.state()));
    }

    private Uni<Void> cancel(Mutiny.Session session, RunRow row) {
        row.end(RunState.CANCELLED);
        return finish(session, row, "cancelled", "cancelled");
    }

    /** It can't be finished. */
    void failed(Assignment run, String why) {
        write(run, (session, row) -> fail(session, row, why));
    }

    /** It can't be finished: as part of a transaction that has locked it. */
    Uni<Void> fail(Mutiny.Session session, RunRow row, String why) {
        row.fail(why);
        var failed = new TrainingFailed(
                VoiceEvent.idOf(TrainingFailed.class, row.id()), RunRow.now(), row.voice(), row.id(), why);
        return say(session, row, row.say("failed", why)).chain(() -> outbox.add(session, failed));
    }

    /** This pod goes: another may go on from the saved state at once. */
    void left(Assignment run) {
        database.await(held(run, (session, row) -> {
            row.leave();
            return session.flush().chain(() -> Lease.drop(session, row.id()));
        }));
    }

    private Uni<Void> finish(Mutiny.Session session, RunRow row, String message, @Nullable String reason) {
        var finished = new TrainingFinished(
                VoiceEvent.idOf(TrainingFinished.class, row.id()),
                RunRow.now(),
                row.voice(),
                row.id(),
                row.state().label(),
                reason == null ? message : reason);
        return say(session, row, row.say(row.state().label(), message)).chain(() -> outbox.add(session, finished));
    }

    private static Uni<Void> say(Mutiny.Session session, RunRow row, RunEvent event) {
        return session.persist(new RunEventRow(row.id(), event));
    }

    /** Changes the run in a transaction that has locked it, and renews the lease. */
    <T> T write(Assignment run, BiFunction<Mutiny.Session, RunRow, Uni<T>> work) {
        var result = database.await(held(
                run,
                (session, row) -> work.apply(session, row)
                        .call(session::flush)
                        .call(() -> Lease.extend(session, run.run(), lease))));
        outbox.kick();
        return result;
    }

    private <T> Uni<T> held(Assignment run, BiFunction<Mutiny.Session, RunRow, Uni<T>> work) {
        return database.transaction(session -> session.find(RunRow.class, run.run(), LockMode.PESSIMISTIC_WRITE)
                .chain(row -> {
                    if (!row.heldBy(run.owner())) {
                        throw new Lease.Lost(run.run());
                    }
                    return work.apply(session, row);
                }));
    }

    /** A step as it is written down: what kind of event it is, and what is said about it. */
    record Progress(
            String kind, Trainer.Step step, @Nullable String message) {

        RunEvent applyTo(RunRow row) {
            var heldOut = step.heldOut();
            row.advance(step.step(), step.steps(), step.learned(), heldOut == null ? Losses.NONE : heldOut);
            return row.say(kind, step.learned(), heldOut, step.learningRate(), message);
        }
    }
}
