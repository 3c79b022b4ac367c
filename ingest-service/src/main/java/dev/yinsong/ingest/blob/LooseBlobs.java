package dev.yinsong.ingest.blob;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.yinsong.common.blob.BlobRef;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The blobs that clips let go of, and those of clips that never came to be.
 *
 * <p>Equal bytes are one blob, so a blob may be needed by one clip while another lets go of it, or be stored again at
 * that moment. Whoever stores blobs for a clip therefore holds a lock, shared with others who do, until the clip is
 * committed; whoever deletes blobs (see {@link BlobSweep}) has it alone, and deletes only what no clip has then.
 */
@ApplicationScoped
public class LooseBlobs {

    static final long LOCK = 0x79696e736f6e67L; // any number that nobody else locks

    /** Long enough for an upload that is being saved, whatever its store and its database are like. */
    private static final Duration SAVING = Duration.ofHours(1);

    private static final String LOOSEN = """
            insert into loose_blob (sha256, blob, due_at)
            values (:sha256, :blob, now() + make_interval(secs => cast(:after as double precision)))
            on conflict (sha256) do update set due_at = case
                when excluded.due_at <= now() then excluded.due_at
                else greatest(loose_blob.due_at, excluded.due_at) end
            """;

    private static final JsonMapper JSON = new JsonMapper();

    private final Mutiny.SessionFactory database;
    private final Sweeping sweeping;

    LooseBlobs(Mutiny.SessionFactory database, Sweeping sweeping) {
        this.database = database;
        this.sweeping = sweeping;
    }

    /**
     * Sees to it that blobs which are about to be stored for a clip are deleted if the clip never comes to be. Committed
     * at once; the blobs of a clip that does come to be are spared.
     */
    public Uni<Void> expect(List<BlobRef> soon) {
        return database.withTransaction(session -> loosen(session, soon, SAVING));
    }

    /** Keeps blobs from being deleted until the session's transaction ends. */
    public Uni<Void> hold(Mutiny.Session session) {
        return session.createNativeQuery("select 1 from pg_advisory_xact_lock_shared(:lock)", Integer.class)
                .setParameter("lock", LOCK)
                .getSingleResult()
                .replaceWithVoid();
    }

    /**
     * Lets go of blobs when the session's transaction is committed.
     *
     * @param after how long they stay for those who were told of them and have not heard yet; the longest such time
     *     counts, until one is let go of at once
     */
    public Uni<Void> loosen(Mutiny.Session session, List<BlobRef> unneeded, Duration after) {
        var done = Uni.createFrom().voidItem();
        for (var blob : inOneOrder(unneeded)) {
            done = done.chain(() -> session.createNativeQuery(LOOSEN)
                    .setParameter("sha256", blob.sha256())
                    .setParameter("blob", write(blob))
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

    /** Deletes soon what was let go of at once. To be called when that is committed; returns before anything is done. */
    public void sweepSoon() {
        sweeping.soon();
    }

    private static String write(BlobRef blob) {
        try {
            return JSON.writeValueAsString(blob);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("can't be written as JSON: " + blob, e);
        }
    }
}
