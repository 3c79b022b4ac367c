package dev.yinsong.ingest.blob;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.blob.Blobs;
import dev.yinsong.common.database.Transaction;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Deletes the blobs that are due and that no clip needs, some in each transaction: while one is open, nobody can store a
 * clip.
 */
final class BlobSweep {

    /** Blobs that one transaction deletes at most. */
    static final int SOME = 100;

    private static final Logger LOG = Logger.getLogger(BlobSweep.class);

    private static final String ANY_DUE = "select exists (select 1 from loose_blob where due_at <= now())";

    private static final String DUE = """
            select sha256, blob,
                   exists (select 1 from clip where blob_hash(audio) = loose.sha256)
                or exists (select 1 from clip where blob_hash(features) = loose.sha256)
                or exists (select 1 from clip where blob_hash(original) = loose.sha256) as needed
            from loose_blob loose
            where due_at <= now()
            order by due_at, sha256
            limit %d
            """.formatted(SOME);

    /** One that somebody is about to store again is due later by now, and stays. */
    private static final String FORGET = "delete from loose_blob where sha256 = any (?) and due_at <= now()";

    private static final String POSTPONE =
            "update loose_blob set due_at = now() + interval '1 minute' where sha256 = ? and due_at <= now()";

    private static final JsonMapper JSON = new JsonMapper();

    private final DataSource database;
    private final Blobs blobs;

    BlobSweep(DataSource database, Blobs blobs) {
        this.database = database;
        this.blobs = blobs;
    }

    /**
     * Deletes some; waits for the store.
     *
     * @return whether there may be more to delete now: not after one that could not be deleted, which is put off behind
     *     the others, for the store may be away
     */
    boolean some() throws SQLException {
        return Transaction.in(database, this::some);
    }

    private boolean some(Connection connection) throws SQLException {
        if (!isAnyDue(connection)) { // else uploads would wait for us, who wait for the slowest of them, for nothing
            return false;
        }
        lock(connection);
        var done = new ArrayList<String>();
        for (var loose : due(connection)) {
            if (!loose.needed() && !delete(loose.blob())) {
                postpone(connection, loose.blob());
                forget(connection, done);
                return false;
            }
            done.add(loose.blob().sha256());
        }
        forget(connection, done);
        return done.size() == SOME;
    }

    private static boolean isAnyDue(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(ANY_DUE);
                var answer = statement.executeQuery()) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    private static void lock(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            statement.setLong(1, LooseBlobs.LOCK);
            statement.execute();
        }
    }

    private static List<Loose> due(Connection connection) throws SQLException {
        var due = new ArrayList<Loose>();
        try (var statement = connection.prepareStatement(DUE);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                due.add(new Loose(read(rows.getString("blob")), rows.getBoolean("needed")));
            }
        }
        return due;
    }

    private boolean delete(BlobRef blob) {
        try {
            blobs.delete(blob);
            return true;
        } catch (UncheckedIOException e) {
            LOG.warnf("blob %s can't be deleted now, trying again later: %s", blob.sha256(), e);
            return false;
        }
    }

    private static void postpone(Connection connection, BlobRef blob) throws SQLException {
        try (var statement = connection.prepareStatement(POSTPONE)) {
            statement.setString(1, blob.sha256());
            statement.executeUpdate();
        }
    }

    private static void forget(Connection connection, List<String> hashes) throws SQLException {
        try (var statement = connection.prepareStatement(FORGET)) {
            statement.setArray(1, connection.createArrayOf("text", hashes.toArray()));
            statement.executeUpdate();
        }
    }

    private static BlobRef read(String blob) {
        try {
            return JSON.readValue(blob, BlobRef.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a loose blob is not the reference that it must be: " + blob, e);
        }
    }

    /** @param needed whether a clip has it */
    private record Loose(BlobRef blob, boolean needed) {}
}
