package dev.yinsong.trainer.checkpoint;

import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.event.CheckpointPublished;
import dev.yinsong.trainer.database.Database;
import dev.yinsong.trainer.dataset.Datasets;
import dev.yinsong.trainer.dataset.VoiceRow;
import dev.yinsong.trainer.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** The versions of every voice. All are kept; one of a voice is current. */
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

    /** Keeps a version as a candidate, as part of the session's transaction. */
    public Uni<Void> keep(Mutiny.Session session, Version version) {
        return session.persist(new VersionRow(version));
    }

    /** Makes a version the current one and announces it, as part of the session's transaction. */
    public Uni<Void> publish(Mutiny.Session session, Version version) {
        return datasets.lock(session, version.voice()).chain(() -> {
            var row = new VersionRow(version);
            return announce(session, row, session.persist(row));
        });
    }

    /** The archive of the version that speaks, if there is one. */
    public Uni<Optional<BlobRef>> current(String voice) {
        return database.reading(session -> session.createQuery(
                                "from VersionRow where voice = :voice and state = 'current'", VersionRow.class)
                        .setParameter("voice", voice)
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row).map(VersionRow::checkpoint));
    }

    /**
     * Lets an older version, or a candidate, speak from now on and announces it. The current one stays as it is.
     *
     * @param despiteGate whether a version may be promoted that the gate refused
     * @return the version as it is now; fails with {@link VersionNotFound} or {@link VersionRejected}
     */
    Uni<VersionView> promote(String voice, int number, boolean despiteGate) {
        return database.transaction(session -> datasets.lock(session, voice)
                        .chain(_ -> find(session, voice, number))
                        .chain(row -> switch (row.state()) {
                            case CURRENT -> Uni.createFrom().item(row.view());
                            case CANDIDATE, RETIRED -> {
                                VersionRejected.refuse(row, despiteGate);
                                yield announce(session, row, Uni.createFrom().voidItem())
                                        .replaceWith(row::view);
                            }
                        }))
                .invoke(outbox::kick);
    }

    /** The one before is retired first: the database knows of one current version at any time. */
    private Uni<Void> announce(Mutiny.Session session, VersionRow row, Uni<Void> keep) {
        return session.createMutationQuery(
                        "update VersionRow set state = 'retired' where voice = :voice and state = 'current'")
                .setParameter("voice", row.voice())
                .executeUpdate()
                .chain(() -> retired(session, row))
                .chain(others -> {
                    var announcement = row.promote(others);
                    return keep.chain(() -> outbox.add(session, announcement));
                });
    }

    private static Uni<List<VersionRow>> retired(Mutiny.Session session, VersionRow butFor) {
        return session.createQuery(
                        "from VersionRow where voice = :voice and state = 'retired' and number <> :number"
                                + " order by number desc",
                        VersionRow.class)
                .setParameter("voice", butFor.voice())
                .setParameter("number", butFor.number())
                .setMaxResults(CheckpointPublished.MOST_OTHERS)
                .getResultList();
    }

    /** All of a voice, newest first. */
    Uni<List<VersionView>> list(String voice) {
        return database.reading(session -> session.createQuery(
                                "from VersionRow where voice = :voice order by number desc", VersionRow.class)
                        .setParameter("voice", voice)
                        .getResultList())
                .map(rows -> rows.stream().map(VersionRow::view).toList());
    }

    /** One version; fails with {@link VersionNotFound}. */
    Uni<VersionView> get(String voice, int number) {
        return database.reading(session -> find(session, voice, number)).map(VersionRow::view);
    }

    private static Uni<VersionRow> find(Mutiny.Session session, String voice, int number) {
        return session.find(VersionRow.class, new VersionRow.Key(voice, number))
                .onItem()
                .ifNull()
                .failWith(() -> new VersionNotFound(voice, number));
    }
}
