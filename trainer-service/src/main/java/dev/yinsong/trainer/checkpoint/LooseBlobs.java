package dev.yinsong.trainer.checkpoint;

import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.blob.Blobs;
import dev.yinsong.trainer.database.Database;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Deletes the blobs that versions and runs have let go of. They are written down in the transaction that lets go of
 * them, so that neither a process that dies nor a store that is away leaves any behind.
 *
 * <p>Equal bytes are one blob, so one that a version lets go of may be another's; and a run that is under way may be
 * about to make a version of a blob that it found in the store.
 */
@ApplicationScoped
public class LooseBlobs {

    private static final Logger LOG = Logger.getLogger(LooseBlobs.class);

    private static final String UNUSED = """
            select sha256, uri, bytes from loose_blob loose
            where not exists (select 1 from run where voice = loose.voice and state = 'running')
              and not exists (select 1 from version where blob_sha256 = loose.sha256
                              or position(loose.sha256 in report) > 0)
            order by sha256 limit 100
            """;

    /** Nobody goes on from the state of a run that has ended. */
    private static final String LOOSEN_STATES = """
            with ended as (
                select id, voice, state_sha256, state_uri, state_bytes from run
                where ended_at is not null and state_uri is not null for update),
            loosened as (
                insert into loose_blob (sha256, uri, bytes, voice)
                select state_sha256, state_uri, state_bytes, voice from ended on conflict do nothing)
            update run set state_uri = null, state_sha256 = null, state_bytes = null
            where id in (select id from ended)
            """;

    /** Of those that nobody may want, the ones that a version turned out to mention. */
    private static final String MENTIONED = """
            delete from loose_blob loose
            where not exists (select 1 from run where voice = loose.voice and state = 'running')
              and exists (select 1 from version where blob_sha256 = loose.sha256
                          or position(loose.sha256 in report) > 0)
            """;

    private final Database database;
    private final Blobs blobs;

    LooseBlobs(Database database, Blobs blobs) {
        this.database = database;
        this.blobs = blobs;
    }

    /** Lets go of a voice's blobs when the session's transaction is committed. */
    public Uni<Void> loosen(Mutiny.Session session, String voice, List<BlobRef> unneeded) {
        return Multi.createFrom()
                .iterable(unneeded)
                .onItem()
                .transformToUniAndConcatenate(blob -> session.createNativeQuery("""
                                insert into loose_blob (sha256, uri, bytes, voice)
                                values (:sha256, :uri, :bytes, :voice) on conflict (sha256) do nothing
                                """)
                        .setParameter("sha256", blob.sha256())
                        .setParameter("uri", blob.uri().toString())
                        .setParameter("bytes", blob.bytes())
                        .setParameter("voice", voice)
                        .executeUpdate())
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /** A blob that was just stored, and may turn out to be needed by nobody. For threads that may wait. */
    public void note(String voice, BlobRef blob) {
        database.await(database.transaction(session -> loosen(session, voice, List.of(blob))));
    }

    @Blocking
    @Scheduled(
            every = "${yinsong.trainer.sweep-every:30s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void sweep() {
        try {
            run(database.transaction(
                    session -> session.createNativeQuery(LOOSEN_STATES).executeUpdate()));
            for (var some = unused(); !some.isEmpty(); some = unused()) {
                some.forEach(this::delete);
            }
            run(database.transaction(
                    session -> session.createNativeQuery(MENTIONED).executeUpdate()));
        } catch (UncheckedIOException e) {
            LOG.warnf("blobs that nobody needs can't be deleted now: %s", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warnf(e, "blobs that nobody needs can't be deleted now");
        }
    }

    private List<BlobRef> unused() {
        return run(database.reading(session ->
                        session.createNativeQuery(UNUSED, Object[].class).getResultList()))
                .stream()
                .map(row -> new BlobRef(URI.create((String) row[1]), (String) row[0], ((Number) row[2]).longValue()))
                .toList();
    }

    private void delete(BlobRef blob) {
        blobs.delete(blob);
        run(database.transaction(session -> session.createNativeQuery("delete from loose_blob where sha256 = :sha256")
                .setParameter("sha256", blob.sha256())
                .executeUpdate()));
    }

    /** Fails at once when the database is away: there is another time. */
    private static <T> T run(Uni<T> work) {
        return work.await().indefinitely();
    }
}
