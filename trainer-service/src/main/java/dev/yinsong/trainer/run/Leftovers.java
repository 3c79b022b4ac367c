package dev.yinsong.trainer.run;

import dev.yinsong.common.blob.Blobs;
import dev.yinsong.trainer.checkpoint.Versions;
import dev.yinsong.trainer.database.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.List;
import org.hibernate.LockMode;
import org.jboss.logging.Logger;

/** Deletes what runs leave in the blob store and nobody needs once they have ended. For threads that may wait. */
@ApplicationScoped
class Leftovers {

    private static final Logger LOG = Logger.getLogger(Leftovers.class);

    private final Database database;
    private final Versions versions;
    private final Blobs blobs;

    Leftovers(Database database, Versions versions, Blobs blobs) {
        this.database = database;
        this.versions = versions;
        this.blobs = blobs;
    }

    /** Of all that an ended run stored, what no version mentions: recordings of attempts that were not chosen. */
    void delete(RunBlobs stored) {
        try {
            database.await(versions.unmentioned(stored.stored())).forEach(blobs::delete);
        } catch (UncheckedIOException e) {
            LOG.warnf(e, "what a run's gate heard can't be deleted");
        }
    }

    /** The saved states of runs that have ended, in whatever way. What can't be deleted now is another time. */
    void deleteStates() {
        try {
            for (var run : database.await(ended())) {
                run.savedState().ifPresent(blobs::delete);
                database.await(
                        database.transaction(session -> session.find(RunRow.class, run.id(), LockMode.PESSIMISTIC_WRITE)
                                .invoke(RunRow::forgetState)));
            }
        } catch (UncheckedIOException e) {
            LOG.warnf(e, "saved states of runs that have ended can't be deleted now");
        }
    }

    private Uni<List<RunRow>> ended() {
        return database.reading(session -> session.createQuery(
                        "from RunRow where endedAt is not null and stateUri is not null order by endedAt", RunRow.class)
                .getResultList());
    }
}
