package dev.yinsong.ingest.blob;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.blob.Blobs;
import dev.yinsong.ingest.http.OffLoop;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Deletes the blobs of clips that are gone.
 *
 * <p>Equal bytes are one blob, so a blob may be needed by one clip while another lets go of it, or be stored again at
 * that moment. Whoever stores blobs for a clip therefore holds a lock, shared with others who do, until the clip is
 * committed; whoever deletes blobs has it alone, and deletes only what no clip has then.
 */
@ApplicationScoped
public class LooseBlobs {

    private static final long LOCK = 0x79696e736f6e67L; // any number that nobody else locks

    private static final String UNUSED = """
            select blob from loose_blob loose
            where due_at <= now()
              and not exists (select 1 from clip where blob_hash(audio) = loose.sha256)
              and not exists (select 1 from clip where blob_hash(features) = loose.sha256)
              and not exists (select 1 from clip where blob_hash(original) = loose.sha256)
            """;

    private static final JsonMapper JSON = new JsonMapper();

    private final Mutiny.SessionFactory database;
    private final Blobs blobs;

    LooseBlobs(Mutiny.SessionFactory database, Blobs blobs) {
        this.database = database;
        this.blobs = blobs;
    }

    /** Keeps blobs from being deleted until the session's transaction ends. */
    public Uni<Void> hold(Mutiny.Session session) {
        return lock(session, "pg_advisory_xact_lock_shared");
    }

    private static Uni<Void> lock(Mutiny.Session session, String how) {
        return session.createNativeQuery("select 1 from " + how + "(:lock)", Integer.class)
                .setParameter("lock", LOCK)
                .getSingleResult()
                .replaceWithVoid();
    }

    /**
     * Lets go of blobs when the session's transaction is committed.
     *
     * @param after how long they stay for those who were told of them and have not heard yet
     */
    public Uni<Void> loosen(Mutiny.Session session, List<BlobRef> unneeded, Duration after) {
        var done = Uni.createFrom().voidItem();
        for (var blob : unneeded) {
            done = done.chain(() -> session.createNativeQuery("""
                            insert into loose_blob (sha256, blob, due_at)
                            values (:sha256, :blob, now() + make_interval(secs => cast(:after as double precision)))
                            on conflict (sha256) do update set due_at = least(loose_blob.due_at, excluded.due_at)
                            """)
                    .setParameter("sha256", blob.sha256())
                    .setParameter("blob", write(blob))
                    .setParameter("after", (double) after.toSeconds())
                    .executeUpdate()
                    .replaceWithVoid());
        }
        return done;
    }

    /** Deletes what is due and needed by nobody; how many blobs that were. */
    public Uni<Integer> sweep() {
        return database.withTransaction(session -> lock(session, "pg_advisory_xact_lock")
                .chain(() -> session.createNativeQuery(UNUSED, String.class).getResultList())
                .call(unused -> OffLoop.run(() -> {
                    unused.forEach(blob -> blobs.delete(read(blob)));
                    return unused.size();
                }))
                .call(() -> session.createNativeQuery("delete from loose_blob where due_at <= now()")
                        .executeUpdate())
                .map(List::size));
    }

    private static String write(BlobRef blob) {
        try {
            return JSON.writeValueAsString(blob);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("can't be written as JSON: " + blob, e);
        }
    }

    private static BlobRef read(String blob) {
        try {
            return JSON.readValue(blob, BlobRef.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a loose blob is not the reference that it must be: " + blob, e);
        }
    }
}
