package dev.yinsong.trainer.run;

import dev.yinsong.common.event.TrainingFinished;
import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.trainer.database.Database;
import dev.yinsong.trainer.dataset.Datasets;
import dev.yinsong.trainer.dataset.VoiceRow;
import dev.yinsong.trainer.outbox.Outbox;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;

/** All runs, for those who ask. */
@ApplicationScoped
class Runs {

    private static final int BATCH = 500;
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final Database database;
    private final Datasets datasets;
    private final Outbox outbox;

    Runs(Database database, Datasets datasets, Outbox outbox) {
        this.database = database;
        this.datasets = datasets;
        this.outbox = outbox;
    }

    /** One run, or {@link RunNotFound}. */
    Uni<RunView> get(UUID id) {
        return database.reading(session -> session.find(RunRow.class, id))
                .onItem()
                .ifNull()
                .failWith(() -> new RunNotFound(id))
                .map(RunRow::view);
    }

    /** A voice's runs, newest first. */
    Uni<List<RunView>> of(String voice) {
        return database.reading(session -> session.createQuery(
                                "from RunRow where voice = :voice order by queuedAt desc, id", RunRow.class)
                        .setParameter("voice", voice)
                        .getResultList())
                .map(rows -> rows.stream().map(RunRow::view).toList());
    }

    /**
     * Ends a run that waits; asks a running one to end as soon as it can.
     *
     * @return the run as it is now; fails with {@link RunNotFound} or {@link RunEnded}
     */
    Uni<RunView> cancel(UUID id) {
        return database.transaction(session -> session.find(RunRow.class, id, LockMode.PESSIMISTIC_WRITE)
                        .onItem()
                        .ifNull()
                        .failWith(() -> new RunNotFound(id))
                        .chain(row -> cancel(session, row)))
                .invoke(outbox::kick);
    }

    /** The same for a run that the session has locked, as part of its transaction. */
    Uni<RunView> cancel(Mutiny.Session session, RunRow row) {
        return switch (row.state()) {
            case QUEUED -> cancelWaiting(session, row);
            case RUNNING -> {
                row.requestCancel();
                yield Uni.createFrom().item(row.view());
            }
            case PUBLISHED, REJECTED, FAILED, CANCELLED -> throw new RunEnded(row);
        };
    }

    /**
     * It counts as having taken the voice's clips, or the policy would at once queue the next: that comes with the next
     * change. The voice is locked before the row is written, in the order of all who have both.
     */
    private Uni<RunView> cancelWaiting(Mutiny.Session session, RunRow row) {
        return datasets.lock(session, row.voice()).invoke(VoiceRow::taken).chain(() -> endWaiting(session, row));
    }

    private Uni<RunView> endWaiting(Mutiny.Session session, RunRow row) {
        row.requestCancel();
        row.end(RunState.CANCELLED);
        var finished = new TrainingFinished(
                VoiceEvent.idOf(TrainingFinished.class, row.id()),
                RunRow.now(),
                row.voice(),
                row.id(),
                row.state().label(),
                "cancelled before it began");
        return session.persist(new RunEventRow(row.id(), row.say("cancelled", finished.stopReason())))
                .chain(() -> outbox.add(session, finished))
                .replaceWith(row::view);
    }

    /**
     * What a run says after the event of that number, until it ends.
     *
     * @param lookEvery how soon after it was written an event is seen
     */
    Multi<RunEvent> follow(UUID run, long number, Duration lookEvery) {
        return batches(run, number, lookEvery, said -> !said.all());
    }

    /** What a run said until now. */
    Multi<RunEvent> soFar(UUID run) {
        return batches(run, 0, AT_ONCE, said -> said.events().size() == BATCH);
    }

    private Multi<RunEvent> batches(UUID run, long number, Duration pause, Predicate<Said> more) {
        return Multi.createBy()
                .repeating()
                .uni(
                        () -> new AtomicLong(number),
                        last -> after(run, last.get())
                                .invoke(said -> said.events().forEach(event -> last.set(event.number()))))
                .withDelay(pause)
                .whilst(more)
                .onItem()
                .transformToMultiAndConcatenate(said -> Multi.createFrom().iterable(said.events()));
    }

    /** The clips that a run took, by id. */
    Uni<List<RunClipView>> clips(UUID run) {
        return database.reading(session -> session.createQuery(
                                "from RunClipRow where run = :run order by clip", RunClipRow.class)
                        .setParameter("run", run)
                        .getResultList())
                .map(rows -> rows.stream().map(RunClipRow::view).toList());
    }

    /** What a run said after the event of that number, as far as it fits into one answer. */
    Uni<Said> after(UUID run, long number) {
        return database.reading(session -> session.find(RunRow.class, run)
                .onItem()
                .ifNull()
                .failWith(() -> new RunNotFound(run))
                .map(row -> row.state().ended())
                .chain(ended -> session.createQuery(
                                "from RunEventRow where run = :run and number > :number order by number",
                                RunEventRow.class)
                        .setParameter("run", run)
                        .setParameter("number", number)
                        .setMaxResults(BATCH)
                        .getResultList()
                        .map(rows -> new Said(
                                rows.stream().map(RunEventRow::event).toList(), ended && rows.size() < BATCH))));
    }

    /**
     * Some events of a run.
     *
     * @param all whether nothing will follow
     */
    record Said(List<RunEvent> events, boolean all) {}
}
