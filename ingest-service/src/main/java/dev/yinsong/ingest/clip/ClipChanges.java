package dev.yinsong.ingest.clip;

import dev.yinsong.common.blob.BlobRef;
import dev.yinsong.common.blob.Blobs;
import dev.yinsong.common.event.ClipQuarantined;
import dev.yinsong.common.event.ClipRemoved;
import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.common.outbox.OutboxEntry;
import dev.yinsong.ingest.IngestConfig;
import dev.yinsong.ingest.blob.LooseBlobs;
import dev.yinsong.ingest.http.EntityTags;
import dev.yinsong.ingest.http.OffLoop;
import dev.yinsong.ingest.outbox.Outbox;
import dev.yinsong.ingest.pool.ClipPool;
import dev.yinsong.ingest.voice.Voice;
import dev.yinsong.ingest.voice.Voices;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What happens to a clip after it was taken in. Each change is committed together with its announcement. */
@ApplicationScoped
class ClipChanges {

    private final Mutiny.SessionFactory database;
    private final Voices voices;
    private final ClipPool pool;
    private final ClipPreparation preparation;
    private final Blobs blobs;
    private final LooseBlobs loose;
    private final Outbox outbox;
    private final EntityTags tags;
    private final Duration outdatedStay;

    ClipChanges(
            Mutiny.SessionFactory database,
            Voices voices,
            ClipPool pool,
            ClipPreparation preparation,
            Blobs blobs,
            LooseBlobs loose,
            Outbox outbox,
            EntityTags tags,
            IngestConfig config) {
        this.database = database;
        this.voices = voices;
        this.pool = pool;
        this.preparation = preparation;
        this.blobs = blobs;
        this.loose = loose;
        this.outbox = outbox;
        this.tags = tags;
        this.outdatedStay = config.outdatedFeaturesStay();
    }

    /**
     * Gives a clip other words, and announces it anew. Lifts its quarantine; the same words change nothing.
     *
     * @return the clip as it is now; fails with {@link ClipNotFound}, {@link TranscriptRefused}, {@link ClipTwice}, or when
     *     the caller has seen another clip
     */
    Uni<ClipView> correct(String voice, UUID id, String text, @Nullable String ifMatch) {
        return voices.get(voice)
                .chain(found -> database.withSession(session -> session.find(Clip.class, id))
                        .map(clip -> Clips.of(voice, id, clip))
                        .invoke(clip -> tags.check(ifMatch, ClipView.of(clip)))
                        .chain(clip -> pool.compute(() -> preparation.correct(
                                text, blobs.fetch(clip.original()), clip.hasOriginal(), found.language())))
                        .chain(correction -> save(found, id, correction, ifMatch)));
    }

    private Uni<ClipView> save(
            Voice voice, UUID id, ClipPreparation.PreparedCorrection correction, @Nullable String ifMatch) {
        return OffLoop.run(() -> blobs.locate(correction.features()))
                .chain(features -> loose.expect(List.of(features)))
                .chain(() -> database.withTransaction(session -> loose.hold(session)
                        .chain(() -> lock(session, voice.id(), id, ifMatch))
                        .call(clip -> clip.text().equals(correction.text())
                                ? Uni.createFrom().voidItem()
                                : OffLoop.run(() -> blobs.put(correction.features()))
                                        .chain(features -> replace(session, voice, clip, correction, features)))
                        .map(ClipView::of)))
                .invoke(outbox::kick)
                .onFailure(ConstraintViolationException.class)
                .transform(_ -> new ClipTwice());
    }

    private Uni<Void> replace(
            Mutiny.Session session,
            Voice voice,
            Clip clip,
            ClipPreparation.PreparedCorrection correction,
            BlobRef features) {
        var outdated = clip.features();
        clip.correct(correction, features);
        return loose.loosen(session, List.of(outdated), outdatedStay)
                .chain(() -> session.persist(new OutboxEntry(clip.ready(voice.language()))))
                .chain(session::flush);
    }

    /** Takes a clip's words for right, whatever speaks against them, and announces it anew. */
    Uni<ClipView> accept(String voice, UUID id, @Nullable String ifMatch) {
        return voices.get(voice)
                .chain(found -> database.withTransaction(session -> lock(session, voice, id, ifMatch)
                        .call(clip -> {
                            if (clip.accepted()) {
                                return Uni.createFrom().voidItem();
                            }
                            clip.accept();
                            return session.persist(new OutboxEntry(clip.ready(found.language())));
                        })
                        .map(ClipView::of)))
                .invoke(outbox::kick);
    }

    /** Puts a clip in doubt as the trainer says; nothing happens to one that is gone, corrected or accepted. */
    Uni<Void> quarantine(ClipQuarantined event) {
        return database.withTransaction(session -> session.find(Clip.class, event.clip(), LockMode.PESSIMISTIC_WRITE)
                .onItem()
                .ifNotNull()
                .invoke(clip -> clip.quarantine(event))
                .replaceWithVoid());
    }

    /** Deletes a clip with all that is stored of it, and announces that. */
    Uni<Void> remove(String voice, UUID id, @Nullable String ifMatch) {
        return voices.get(voice)
                .chain(_ -> database.withTransaction(
                        session -> lock(session, voice, id, ifMatch).chain(clip -> remove(session, loose, clip))))
                .invoke(outbox::kick)
                .invoke(loose::sweepSoon);
    }

    /** Deletes a clip as part of the session's transaction. */
    static Uni<Void> remove(Mutiny.Session session, LooseBlobs loose, Clip clip) {
        var removed =
                new ClipRemoved(VoiceEvent.idOf(ClipRemoved.class, clip.id()), Instant.now(), clip.voice(), clip.id());
        return session.remove(clip)
                .chain(() -> session.persist(new OutboxEntry(removed)))
                .chain(() -> loose.loosen(session, clip.blobs(), Duration.ZERO));
    }

    private Uni<Clip> lock(Mutiny.Session session, String voice, UUID id, @Nullable String ifMatch) {
        return session.find(Clip.class, id, LockMode.PESSIMISTIC_WRITE)
                .map(clip -> Clips.of(voice, id, clip))
                .invoke(clip -> tags.check(ifMatch, ClipView.of(clip)));
    }
}
