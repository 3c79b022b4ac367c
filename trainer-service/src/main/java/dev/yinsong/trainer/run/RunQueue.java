package dev.yinsong.trainer.run;

import dev.yinsong.common.event.TrainingFailed;
import dev.yinsong.common.event.TrainingStarted;
import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.trainer.TrainerConfig;
import dev.yinsong.trainer.database.Database;
import dev.yinsong.trainer.dataset.Clip;
import dev.yinsong.trainer.dataset.Datasets;
import dev.yinsong.trainer.dataset.Split;
import dev.yinsong.trainer.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;

/** Runs that wait, and how a pod takes one. Several pods share them. */
@ApplicationScoped
public class RunQueue {

    /**
     * A voice is due when its policy is not manual, its clips are enough, enough of them changed since the last run, they
     * have been left alone for a while and so has the voice since its last run's end. It is locked, for a pod may be
     * taking its run at this moment, which takes the changes with it.
     */
    private static final String QUEUE_DUE = """
            with due as (
                select v.name from voice v left join voice_policy p on p.voice = v.name
                where v.revision > v.trained_revision
                  and not coalesce(p.manual_only, :manual)
                  and v.changed_at <= now() - make_interval(
                      secs => coalesce(p.quiet_seconds, cast(:quiet as double precision)))
                  and (select count(*) from clip c where c.voice = v.name
                       and c.removed_at is null and c.quarantined_at is null)
                      >= coalesce(p.min_clips, :clips)
                  and (select count(distinct d.clip) from dataset_clip d
                       where d.voice = v.name and (d.since > v.trained_revision or d.until > v.trained_revision))
                      >= coalesce(p.changed_clips, :changed)
                  and not exists (
                      select 1 from run r where r.voice = v.name and r.ended_at > now() - make_interval(
                          secs => coalesce(p.cooldown_seconds, cast(:cooldown as double precision))))
                for update of v skip locked)
            insert into run (id, voice, state, origin, mode, overrides)
            select gen_random_uuid(), name, 'queued', 'automatic', 'joint', '{}' from due
            on conflict do nothing
            """;

    /**
     * A run that its pod let go of or died with comes first, then the one that waits longest. What holds for queueing by
     * itself must still hold when the run is taken.
     */
    private static final String NEXT = """
            select r.id from run r join voice v on v.name = r.voice left join voice_policy p on p.voice = v.name
            where (r.state = 'running' and r.lease_until < now())
               or (r.state = 'queued'
                   and not exists (select 1 from run other where other.voice = r.voice and other.state = 'running')
                   and (r.origin = 'manual'
                        or (not coalesce(p.manual_only, :manual)
                            and v.changed_at <= now() - make_interval(
                                secs => coalesce(p.quiet_seconds, cast(:quiet as double precision)))
                            and not exists (
                                select 1 from run ended where ended.voice = r.voice
                                  and ended.ended_at > now() - make_interval(
                                      secs => coalesce(p.cooldown_seconds, cast(:cooldown as double precision)))))))
            order by (r.state = 'running') desc, r.queued_at limit 1
            for update of r skip locked
            """;

    private final Database database;
    private final Datasets datasets;
    private final Outbox outbox;
    private final Trainer trainer;
    private final TrainerConfig config;

    RunQueue(Database database, Datasets datasets, Outbox outbox, Trainer trainer, TrainerConfig config) {
        this.database = database;
        this.datasets = datasets;
        this.outbox = outbox;
        this.trainer = trainer;
        this.config = config;
    }

    /** Queues a run for each voice that is due and has none waiting; how many that were. */
    public Uni<Integer> queueDue() {
        var usual = config.policy();
        return database.transaction(session -> session.createNativeQuery(QUEUE_DUE)
                .setParameter("manual", !usual.enabled())
                .setParameter("quiet", seconds(usual.quietPeriod()))
                .setParameter("clips", usual.minClips())
                .setParameter("changed", usual.changedClips())
                .setParameter("cooldown", seconds(usual.cooldown()))
                .executeUpdate());
    }

    /**
     * Queues a run because somebody asks for it.
     *
     * @return the run; fails with {@link VoiceNotFound}, {@link TooFewClips} or {@link RunQueued}
     */
    Uni<RunView> order(String voice, Overrides overrides) {
        return database.transaction(session -> datasets.lock(session, voice)
                .onItem()
                .ifNull()
                .failWith(() -> new VoiceNotFound(voice))
                .chain(_ -> datasets.active(session, voice))
                .invoke(clips -> TooFewClips.refuse(voice, clips.size()))
                .chain(_ -> waiting(session, voice))
                .invoke(waiting -> waiting.ifPresent(RunQueued::refuse))
                .chain(_ -> {
                    var mode = trainer.plan(overrides).mode();
                    var row = new RunRow(UUID.randomUUID(), voice, mode, overrides);
                    return session.persist(row).replaceWith(row::view);
                }));
    }

    private static Uni<Optional<RunRow>> waiting(Mutiny.Session session, String voice) {
        return session.createQuery("from RunRow where voice = :voice and state = 'queued'", RunRow.class)
                .setParameter("voice", voice)
                .getSingleResultOrNull()
                .map(Optional::ofNullable);
    }

    /** Takes a run for this pod, if there is one to take. */
    Uni<Optional<Assignment>> take() {
        return database.transaction(session -> session.createNativeQuery(NEXT, UUID.class)
                        .setParameter("manual", !config.policy().enabled())
                        .setParameter("quiet", seconds(config.policy().quietPeriod()))
                        .setParameter("cooldown", seconds(config.policy().cooldown()))
                        .getSingleResultOrNull()
                        .chain(id -> id == null ? nothing() : take(session, id)))
                .invoke(outbox::kick);
    }

    private Uni<Optional<Assignment>> take(Mutiny.Session session, UUID id) {
        return session.find(RunRow.class, id, LockMode.PESSIMISTIC_WRITE).chain(row -> {
            if (row.fruitlessStarts() >= config.lease().attempts()) {
                return refuse(
                        session,
                        row,
                        "given up after " + row.fruitlessStarts() + " starts that came to nothing: each time the "
                                + "process that trained it ended without a word, maybe for want of memory");
            }
            row.take(UUID.randomUUID().toString());
            return row.plan().isPresent() ? goOn(session, row) : begin(session, row);
        });
    }

    /** The first time that a run is taken, its clips and settings are decided for good. */
    private Uni<Optional<Assignment>> begin(Mutiny.Session session, RunRow row) {
        return datasets.lock(session, row.voice())
                .chain(voice -> datasets.active(session, row.voice()).chain(clips -> {
                    voice.taken();
                    if (clips.size() < Split.LEAST) {
                        return refuse(session, row, TooFewClips.reason(row.voice(), clips.size()));
                    }
                    row.decide(
                            trainer.plan(row.overrides()),
                            voice.revision(),
                            clips.size(),
                            Split.of(clips, Clip::id).heldOut().size());
                    return begin(session, row, Split.of(clips, Clip::id));
                }));
    }

    private Uni<Optional<Assignment>> begin(Mutiny.Session session, RunRow row, Split<Clip> clips) {
        var split = new Split<>(
                clips.learned().stream().map(RunQueue::runClip).toList(),
                clips.heldOut().stream().map(RunQueue::runClip).toList());
        var rows = RunClipRow.of(row.id(), split);
        var started = new TrainingStarted(
                VoiceEvent.idOf(TrainingStarted.class, row.id()),
                RunRow.now(),
                row.voice(),
                row.id(),
                row.view().mode(),
                rows.length);
        return session.persistAll(rows)
                .chain(() -> session.persist(new RunEventRow(row.id(), row.say("started", null))))
                .chain(() -> outbox.add(session, started))
                .chain(() -> assign(session, row, split));
    }

    /** A run that was taken before goes on with the same clips and settings. */
    private Uni<Optional<Assignment>> goOn(Mutiny.Session session, RunRow row) {
        var resumed = new RunEventRow(row.id(), row.say("resumed", "attempt " + row.attempts()));
        return session.persist(resumed)
                .chain(() -> session.createQuery("from RunClipRow where run = :run", RunClipRow.class)
                        .setParameter("run", row.id())
                        .getResultList())
                .chain(clips -> assign(session, row, split(clips)));
    }

    private static Split<Assignment.RunClip> split(List<RunClipRow> clips) {
        var sides = clips.stream()
                .collect(Collectors.partitioningBy(
                        RunClipRow::heldOut, Collectors.mapping(RunClipRow::clip, Collectors.toList())));
        return new Split<>(sides.getOrDefault(false, List.of()), sides.getOrDefault(true, List.of()))
                .sorted(Assignment.RunClip::clip);
    }

    private Uni<Optional<Assignment>> assign(Mutiny.Session session, RunRow row, Split<Assignment.RunClip> clips) {
        var assignment = new Assignment(
                row.id(),
                row.voice(),
                row.owner(),
                clips.learned().getFirst().language(),
                row.plan().orElseThrow(),
                clips,
                row.savedState(),
                row.wasScreened(),
                row.view());
        return session.flush()
                .chain(() -> Lease.extend(session, row.id(), config.lease().length()))
                .replaceWith(Optional.of(assignment));
    }

    private Uni<Optional<Assignment>> refuse(Mutiny.Session session, RunRow row, String why) {
        row.fail(why);
        var failed = new TrainingFailed(
                VoiceEvent.idOf(TrainingFailed.class, row.id()), RunRow.now(), row.voice(), row.id(), why);
        return session.persist(new RunEventRow(row.id(), row.say("failed", why)))
                .chain(() -> outbox.add(session, failed))
                .chain(RunQueue::nothing);
    }

    private static Uni<Optional<Assignment>> nothing() {
        return Uni.createFrom().item(Optional.empty());
    }

    private static Assignment.RunClip runClip(Clip clip) {
        return new Assignment.RunClip(clip.id(), clip.language(), clip.features());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
