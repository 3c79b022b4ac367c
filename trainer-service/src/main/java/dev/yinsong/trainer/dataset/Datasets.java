package dev.yinsong.trainer.dataset;

import dev.yinsong.common.event.ClipReady;
import dev.yinsong.common.event.ClipRemoved;
import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.trainer.database.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;

/** The clips of each voice. Events that were seen before change nothing. */
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
                        return changeIf(session, event.voice(), known.replace(event));
                    }
                    return changed(session, event.voice()).chain(() -> session.persist(new ClipRow(event)));
                }));
    }

    /** Takes a clip out; runs that know it keep it as their lineage. */
    Uni<Void> remove(ClipRemoved event) {
        return once(
                event,
                session -> session.find(ClipRow.class, event.clip())
                        .chain(known -> changeIf(session, event.voice(), known != null && known.remove(event.at()))));
    }

    /** The clips of a voice that are to be trained on, by id. */
    public Uni<List<Clip>> active(Mutiny.Session session, String voice) {
        return session.createQuery("from ClipRow where voice = :voice and removedAt is null order by id", ClipRow.class)
                .setParameter("voice", voice)
                .getResultList()
                .map(rows -> rows.stream().map(ClipRow::clip).toList());
    }

    /** A voice, locked until the transaction ends; null when nothing was ever heard of it. */
    public Uni<VoiceRow> lock(Mutiny.Session session, String voice) {
        return session.find(VoiceRow.class, voice, LockMode.PESSIMISTIC_WRITE);
    }

    /** Whether anything was ever heard of a voice. */
    public Uni<Boolean> knows(String voice) {
        return database.reading(session -> session.find(VoiceRow.class, voice)).map(row -> row != null);
    }

    private Uni<Void> once(VoiceEvent event, Work work) {
        return database.transaction(
                session -> session.createNativeQuery("insert into seen_event (id) values (:id) on conflict do nothing")
                        .setParameter("id", event.id())
                        .executeUpdate()
                        .chain(fresh -> fresh == 0 ? Uni.createFrom().voidItem() : work.in(session)));
    }

    private static Uni<Void> changeIf(Mutiny.Session session, String voice, boolean changed) {
        return changed ? changed(session, voice) : Uni.createFrom().voidItem();
    }

    private static Uni<Void> changed(Mutiny.Session session, String voice) {
        return session.createNativeQuery("""
                        insert into voice (name) values (:voice)
                        on conflict (name) do update set revision = voice.revision + 1, changed_at = now()
                        """)
                .setParameter("voice", voice)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** What an event does to the tables. */
    private interface Work {
        Uni<Void> in(Mutiny.Session session);
    }
}
