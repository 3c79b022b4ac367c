package dev.yinsong.trainer.checkpoint;

import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.blob.Blobs;
import dev.yinsong.common.database.Transaction;
import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Deletes the blobs that were let go of and that nobody needs, each in a transaction of its own: while one is open,
 * nobody can write a blob down.
 */
@ApplicationScoped
class BlobSweep {

    private static final Logger LOG = Logger.getLogger(BlobSweep.class);

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

    private static final String LOCK = "select pg_advisory_xact_lock(%d)".formatted(LooseBlobs.LOCK);

    /** The one that waits longest of those that no run under way may be about to make a version of. */
    private static final String NEXT = """
            select sha256, uri, bytes,
                   exists (select 1 from version
                           where blob_sha256 = loose.sha256 or position(loose.sha256 in report) > 0) as needed
            from loose_blob loose
            where due_at <= now()
              and not exists (select 1 from loose_blob same join run on run.voice = same.voice
                              where same.sha256 = loose.sha256 and run.state = 'running')
            order by due_at, sha256 limit 1
            """;

    private static final String FORGET = "delete from loose_blob where sha256 = ?";

    private static final String POSTPONE =
            "update loose_blob set due_at = now() + interval '1 minute' where sha256 = ?";

    private final AgroalDataSource database;
    private final Blobs blobs;

    BlobSweep(AgroalDataSource database, Blobs blobs) {
        this.database = database;
        this.blobs = blobs;
    }

    @Blocking
    @Scheduled(
            every = "${yinsong.trainer.sweep-every:30s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void sweep() {
        try {
            loosenStates();
            while (one()) {
                // until there is none
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("blobs that nobody needs can't be looked for now, trying again later: %s", e);
        }
    }

    private void loosenStates() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(LOOSEN_STATES);
        }
    }

    /**
     * Deletes one; waits for the store.
     *
     * @return whether there may be more to delete now: not after one that could not be deleted, which is put off behind
     *     the others, for the store may be away
     */
    private boolean one() throws SQLException {
        return Transaction.in(database, this::one);
    }

    private boolean one(Connection connection) throws SQLException {
        var next = next(connection);
        if (next.isEmpty()) {
            return false;
        }
        var loose = next.get();
        boolean done = loose.needed() || delete(loose.blob());
        try (var statement = connection.prepareStatement(done ? FORGET : POSTPONE)) {
            statement.setString(1, loose.blob().sha256());
            statement.executeUpdate();
        }
        return done;
    }

    private static Optional<Loose> next(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(LOCK);
            try (var rows = statement.executeQuery(NEXT)) {
                return rows.next()
                        ? Optional.of(new Loose(
                                new BlobRef(
                                        URI.create(rows.getString("uri")),
                                        rows.getString("sha256"),
                                        rows.getLong("bytes")),
                                rows.getBoolean("needed")))
                        : Optional.empty();
            }
        }
    }

    private boolean delete(BlobRef blob) {
        try {
            blobs.delete(blob);
            return true;
        } catch (UncheckedIOException e) {
            LOG.warnf("blob %s can't be deleted now, trying again later: %s", blob.sha256(), e.getMessage());
            return false;
        }
    }

    /** @param needed whether a version mentions it */
    private record Loose(BlobRef blob, boolean needed) {}
}
