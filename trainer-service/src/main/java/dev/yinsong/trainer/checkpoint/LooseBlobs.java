package dev.yinsong.trainer.checkpoint;

import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.trainer.database.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The blobs that versions and runs have let go of, and those of which no version came to be. They are written down in
 * the transaction that lets go of them, or before they are stored, so that neither a process that dies nor a store that is
 * away leaves any behind.
 *
 * <p>Equal bytes are one blob, so one that a version lets go of may be another's; and a run that is under way may be
 * about to make a version of a blob that it found in the store. Whoever writes a blob down therefore holds a lock, shared
 * with others who do, until that is committed; whoever deletes one (see {@link BlobSweep}) has it alone, and deletes only
 * what no version mentions and no run under way has written down by then.
 */
@ApplicationScoped
public class LooseBlobs {

    static final long LOCK = 0x79696e736f6e67L; // any number that nobody else locks in this database

    /** Long enough for an import that is being saved, whatever its store and its database are like. */
    private static final Duration SAVING = Duration.ofHours(1);

    private static final String LOOSEN = """
            insert into loose_blob (sha256, uri, bytes, voice, due_at) values (
                :sha256, :uri, :bytes, :voice, now() + make_interval(secs => cast(:after as double precision)))
            on conflict (sha256, voice) do update set due_at = excluded.due_at
            """;

    private final Database database;

    LooseBlobs(Database database) {
        this.database = database;
    }

    /** Lets go of a voice's blobs when the session's transaction is committed. */
    public Uni<Void> loosen(Mutiny.Session session, String voice, List<BlobRef> unneeded) {
        return loosen(session, voice, unneeded, Duration.ZERO);
    }

    private static Uni<Void> loosen(Mutiny.Session session, String voice, List<BlobRef> unneeded, Duration after) {
        var done = session.createNativeQuery("select 1 from pg_advisory_xact_lock_shared(:lock)", Integer.class)
                .setParameter("lock", LOCK)
                .getSingleResult()
                .replaceWithVoid();
        for (var blob : inOneOrder(unneeded)) {
            done = done.chain(() -> session.createNativeQuery(LOOSEN)
                    .setParameter("sha256", blob.sha256())
                    .setParameter("uri", blob.uri().toString())
                    .setParameter("bytes", blob.bytes())
                    .setParameter("voice", voice)
                    .setParameter("after", (double) after.toSeconds())
                    .executeUpdate()
                    .replaceWithVoid());
        }
        return done;
    }

    /** So that two transactions with the same blobs wait for each other, and not each for the other. */
    private static List<BlobRef> inOneOrder(List<BlobRef> blobs) {
        return blobs.stream().sorted(Comparator.comparing(BlobRef::sha256)).toList();
    }

    /**
     * A blob of a run of the voice that may turn out to be needed by nobody. To be called before it is stored, for a
     * process may die as soon as it is there; and after, for a run that was lost meanwhile may have ended elsewhere, and
     * what it had written down been swept. For threads that may wait.
     */
    public void note(String voice, BlobRef blob) {
        database.await(database.transaction(session -> loosen(session, voice, List.of(blob))));
    }

    /**
     * A blob that is about to be stored for a version that no run trains: it is deleted in an hour, unless the version
     * comes to be. For threads that may wait.
     */
    public void expect(String voice, BlobRef blob) {
        database.await(database.transaction(session -> loosen(session, voice, List.of(blob), SAVING)));
    }
}
