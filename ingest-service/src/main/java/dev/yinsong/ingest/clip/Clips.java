package dev.yinsong.ingest.clip;

import dev.yinsong.common.blob.Blobs;
import dev.yinsong.common.outbox.OutboxEntry;
import dev.yinsong.ingest.blob.LooseBlobs;
import dev.yinsong.ingest.http.OffLoop;
import dev.yinsong.ingest.outbox.Outbox;
import dev.yinsong.ingest.pool.ClipPool;
import dev.yinsong.ingest.voice.Voice;
import dev.yinsong.ingest.voice.Voices;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** All clips. A new one is saved together with its announcement, in one transaction. */
@Startup // so that its metrics are there from the start
@ApplicationScoped
public class Clips {

    private final Mutiny.SessionFactory database;
    private final Voices voices;
    private final ClipPool pool;
    private final ClipPreparation preparation;
    private final Blobs blobs;
    private final LooseBlobs loose;
    private final Outbox outbox;
    private final ClipMetrics metrics;

    Clips(
            Mutiny.SessionFactory database,
            Voices voices,
            ClipPool pool,
            ClipPreparation preparation,
            Blobs blobs,
            LooseBlobs loose,
            Outbox outbox,
            MeterRegistry registry) {
        this.database = database;
        this.voices = voices;
        this.pool = pool;
        this.preparation = preparation;
        this.blobs = blobs;
        this.loose = loose;
        this.outbox = outbox;
        this.metrics = new ClipMetrics(registry);
    }

    /** The clip of an upload: made now or, when the same was uploaded before, then. */
    public Uni<Added> add(String voice, ClipUpload upload) {
        return voices.open(voice)
                .chain(found -> add(found, upload))
                .invoke(metrics::count)
                .onFailure()
                .invoke(metrics::countRefused);
    }

    private Uni<Added> add(Voice voice, ClipUpload upload) {
        return pool.compute(() -> preparation.accept(upload, voice.language()))
                .chain(accepted -> first(voice, accepted)
                        .chain(first -> first != null
                                ? Uni.createFrom().item(first)
                                : pool.compute(() -> preparation.prepare(accepted, voice.language()))
                                        .chain(prepared -> save(voice, prepared))));
    }

    /** The clip that the same upload made earlier, if any did, whatever words it was given since. */
    private Uni<@Nullable Added> first(Voice voice, AcceptedUpload upload) {
        return database.withSession(session -> session.createQuery("""
                                from Clip
                                where voice = :voice
                                  and (fingerprint = :fingerprint or firstFingerprint = :fingerprint)
                                order by case when fingerprint = :fingerprint then 0 else 1 end
                                """, Clip.class)
                        .setParameter("voice", voice.id())
                        .setParameter("fingerprint", upload.fingerprint())
                        .setMaxResults(1) // another clip may have been given these words since
                        .getSingleResultOrNull())
                .map(clip -> clip == null ? null : new Added(ClipView.of(clip), false));
    }

    private Uni<Added> save(Voice voice, PreparedUpload prepared) {
        return OffLoop.run(() -> prepared.blobs(blobs))
                .chain(loose::expect)
                .chain(() -> database.withTransaction(session -> loose.hold(session)
                        .chain(() -> OffLoop.run(() -> prepared.store(blobs)))
                        .map(stored -> new Clip(voice.id(), prepared.upload(), stored))
                        .call(clip -> session.persistAll(clip, new OutboxEntry(clip.ready(voice.language()))))))
                .invoke(outbox::kick)
                .map(clip -> new Added(ClipView.of(clip), true))
                .onFailure(failure ->
                        isBy("clip_once", failure) || isBy("clip_first_once", failure)) // the same upload was faster
                .recoverWithUni(lost ->
                        first(voice, prepared.upload()).onItem().ifNull().failWith(lost))
                .onFailure(failure -> isBy("clip_voice_fkey", failure)) // the voice was deleted meanwhile
                .recoverWithUni(lost ->
                        voices.get(voice.id()).chain(() -> Uni.createFrom().failure(lost)));
    }

    private static boolean isBy(String constraint, Throwable failure) {
        return failure instanceof ConstraintViolationException violation
                && constraint.equals(violation.getConstraintName());
    }

    /**
     * A voice's clips, oldest first.
     *
     * @param state only those in that state, or null for all
     * @param limit how many at most
     */
    Uni<ClipView.Page> list(String voice, @Nullable String state, Cursor from, int limit) {
        return voices.get(voice)
                .chain(found -> database.withSession(session -> session.createQuery("""
                                from Clip
                                where voice = :voice and state in (:states)
                                  and (createdAt > :at or createdAt = :at and id > :id)
                                order by createdAt, id
                                """, Clip.class)
                        .setParameter("voice", found.id())
                        .setParameter("states", state == null ? Clip.STATES : List.of(state))
                        .setParameter("at", from.at())
                        .setParameter("id", from.clip())
                        .setMaxResults(limit + 1) // one more tells whether there is a next page
                        .getResultList()))
                .map(clips -> new ClipView.Page(
                        clips.stream().limit(limit).map(ClipView::of).toList(),
                        clips.size() > limit
                                ? Cursor.after(clips.get(limit - 1)).toString()
                                : null));
    }

    /** One clip, or {@link ClipNotFound}. */
    Uni<Clip> get(String voice, UUID id) {
        return voices.get(voice)
                .chain(_ -> database.withSession(session -> session.find(Clip.class, id)))
                .onItem()
                .transform(clip -> of(voice, id, clip));
    }

    /** A clip that was found, if it is of the voice; else fails with {@link ClipNotFound}. */
    static Clip of(String voice, UUID id, @Nullable Clip found) {
        if (found == null || !found.voice().equals(voice)) {
            throw new ClipNotFound(voice, id);
        }
        return found;
    }

    /**
     * What became of an upload.
     *
     * @param isNew whether it made the clip, rather than found it
     */
    public record Added(ClipView clip, boolean isNew) {}
}
