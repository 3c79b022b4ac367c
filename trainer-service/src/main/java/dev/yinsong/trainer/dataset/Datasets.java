package dev.yinsong.trainer.dataset;

import dev.yinsong.common.event.ClipReady;
import dev.yinsong.common.event.ClipRemoved;
import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.trainer.database.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;

/** The clips of each voice. Events that were seen before change nothing; each change makes a new dataset. */
@ApplicationScoped
public class Datasets {

    private final Database database;

    Datasets(Database database) {
        this.database = database;
    }

    /** Adds a clip, or takes over what is new of it. */
    Uni<Void> add(ClipReady event) {
        return once(
                event,
                session -> session.find(ClipRow.class, event.clip()).chain(known -> {
                    if (known != null) {
                        return known.replace(event) ? changed(session, event.voice(), event.clip()) : nothing();
                    }
                    return ensure(session, event.voice())
                            .chain(() -> session.persist(new ClipRow(event)))
                            .chain(() -> changed(session, event.voice(), event.clip()));
                }));
    }

    /** Takes a clip out; runs that know it keep it as their lineage. */
    Uni<Void> remove(ClipRemoved event) {
        return once(
                event,
                session -> session.find(ClipRow.class, event.clip())
                        .chain(known -> known != null && known.remove(event.at())
                                ? changed(session, event.voice(), event.clip())
                                : nothing()));
    }

    /** The clips of a voice that are to be trained on, by id. */
    public Uni<List<Clip>> active(Mutiny.Session session, String voice) {
        return session.createQuery("""
                        from ClipRow where voice = :voice and removedAt is null and quarantinedAt is null order by id
                        """, ClipRow.class)
                .setParameter("voice", voice)
                .getResultList()
                .map(rows -> rows.stream().map(ClipRow::clip).toList());
    }

    /**
     * Takes a clip out of the dataset until its owner corrects or accepts it, as part of the session's transaction.
     *
     * @param features SHA-256 of the features that were judged
     * @return false when the clip was accepted, removed or replaced meanwhile
     */
    public Uni<Boolean> quarantine(Mutiny.Session session, UUID clip, String features, String reason) {
        return session.find(ClipRow.class, clip, LockMode.PESSIMISTIC_WRITE).chain(row -> {
            if (!row.quarantine(features, reason, Instant.now().truncatedTo(ChronoUnit.MICROS))) {
                return Uni.createFrom().item(false);
            }
            return changed(session, row.voice(), clip).replaceWith(true);
        });
    }

    /** A voice, locked until the transaction ends; null when nothing was ever heard of it. */
    public Uni<VoiceRow> lock(Mutiny.Session session, String voice) {
        return session.find(VoiceRow.class, voice, LockMode.PESSIMISTIC_WRITE);
    }

    /** Whether anything was ever heard of a voice. */
    public Uni<Boolean> knows(String voice) {
        return database.reading(session -> session.find(VoiceRow.class, voice)).map(row -> row != null);
    }

    /** Does what an event asks, unless it was seen before. */
    Uni<Void> once(VoiceEvent event, Work work) {
        return database.transaction(
                session -> session.createNativeQuery("insert into seen_event (id) values (:id) on conflict do nothing")
                        .setParameter("id", event.id())
                        .executeUpdate()
                        .chain(fresh -> fresh == 0 ? nothing() : work.in(session)));
    }

    /** Makes a voice known, as part of the session's transaction. */
    public Uni<Void> ensure(Mutiny.Session session, String voice) {
        return session.createNativeQuery(
                        "insert into voice (name, revision) values (:voice, 0) on conflict (name) do nothing")
                .setParameter("voice", voice)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** A clip came, went or is another now: what the voice's clips are from here on is its next dataset. */
    private static Uni<Void> changed(Mutiny.Session session, String voice, UUID clip) {
        return session.flush()
                .chain(() -> session.createNativeQuery("""
                        update voice set revision = revision + 1, changed_at = now() where name = :voice
                        """)
                        .setParameter("voice", voice)
                        .executeUpdate())
                .chain(() -> session.createNativeQuery("""
                        insert into dataset (voice, revision) select name, revision from voice where name = :voice
                        """)
                        .setParameter("voice", voice)
                        .executeUpdate())
                .chain(() -> session.createNativeQuery("""
                        update dataset_clip d set until = v.revision
                        from voice v where d.clip = :clip and d.until is null and v.name = d.voice
                        """)
                        .setParameter("clip", clip)
                        .executeUpdate())
                .chain(() -> session.createNativeQuery("""
                        insert into dataset_clip
                            (clip, since, voice, language, text, seconds, features_bytes, audio_bytes)
                        select c.id, v.revision, c.voice, c.language, c.text, c.seconds, c.features_bytes, c.audio_bytes
                        from clip c join voice v on v.name = c.voice where c.id = :clip
                          and c.removed_at is null and c.quarantined_at is null
                        """)
                        .setParameter("clip", clip)
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    /** What an event does to the tables. */
    interface Work {
        Uni<Void> in(Mutiny.Session session);
    }
}
