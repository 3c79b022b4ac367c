package dev.yinsong.trainer.checkpoint;

import dev.yinsong.common.event.CheckpointPublished;
import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.trainer.database.Database;
import dev.yinsong.trainer.dataset.Datasets;
import dev.yinsong.trainer.dataset.VoiceRow;
import dev.yinsong.trainer.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** The published versions of every voice. */
@ApplicationScoped
public class Versions {

    private final Database database;
    private final Datasets datasets;
    private final Outbox outbox;

    Versions(Database database, Datasets datasets, Outbox outbox) {
        this.database = database;
        this.datasets = datasets;
        this.outbox = outbox;
    }

    /** A number for a voice's next version. One that is not used in the end is lost, never given again. */
    public Uni<Integer> reserve(String voice) {
        return database.transaction(session -> datasets.lock(session, voice).map(VoiceRow::nextVersion));
    }

    /** Makes a version the current one and announces it, as part of the session's transaction. */
    public Uni<Void> publish(Mutiny.Session session, Version version) {
        var now = Instant.now();
        var published = new CheckpointPublished(
                VoiceEvent.idOf(CheckpointPublished.class, version.voice(), version.number()),
                now,
                version.voice(),
                version.number(),
                version.run(),
                version.baseHash(),
                version.checkpoint());
        return session.createMutationQuery(
                        "update VersionRow set state = 'retired' where voice = :voice and state = 'current'")
                .setParameter("voice", version.voice())
                .executeUpdate()
                .chain(() -> session.persist(new VersionRow(version, now)))
                .chain(() -> outbox.add(session, published));
    }

    /** All of a voice, newest first. */
    Uni<List<VersionView>> list(String voice) {
        return database.reading(session -> session.createQuery(
                                "from VersionRow where voice = :voice order by number desc", VersionRow.class)
                        .setParameter("voice", voice)
                        .getResultList())
                .map(rows -> rows.stream().map(VersionRow::view).toList());
    }
}
