package dev.yinsong.ingest.clip;

import dev.yinsong.common.event.ClipReady;
import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.common.outbox.OutboxEntry;
import dev.yinsong.ingest.outbox.Outbox;
import dev.yinsong.ingest.voice.Voice;
import dev.yinsong.ingest.voice.Voices;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** All clips. A new one is saved together with its announcement, in one transaction. */
@Startup // so that its metrics are there from the start
@ApplicationScoped
class Clips {

    private final Mutiny.SessionFactory database;
    private final Voices voices;
    private final ClipPool pool;
    private final ClipPreparation preparation;
    private final Outbox outbox;
    private final ClipMetrics metrics;

    Clips(
            Mutiny.SessionFactory database,
            Voices voices,
            ClipPool pool,
            ClipPreparation preparation,
            Outbox outbox,
            MeterRegistry registry) {
        this.database = database;
        this.voices = voices;
        this.pool = pool;
        this.preparation = preparation;
        this.outbox = outbox;
        this.metrics = new ClipMetrics(registry);
    }

    /** The clip of an upload: made now or, when the same was uploaded before, then. */
    Uni<Added> add(String voice, ClipUpload upload) {
        return voices.get(voice)
                .chain(found -> add(found, upload))
                .invoke(metrics::count)
                .onFailure()
                .invoke(metrics::countRefused);
    }

    private Uni<Added> add(Voice voice, ClipUpload upload) {
        return pool.compute(() -> preparation.accept(upload))
                .chain(accepted -> first(voice, accepted)
                        .chain(first -> first != null
                                ? Uni.createFrom().item(first)
                                : pool.compute(() -> preparation.prepare(accepted, voice.language()))
                                        .chain(prepared -> save(voice, accepted, prepared))));
    }

    /** The clip that the same upload made earlier, if any did. */
    private Uni<@Nullable Added> first(Voice voice, AcceptedUpload upload) {
        return database.withSession(session -> session.createQuery(
                                "from Clip where voice = :voice and fingerprint = :fingerprint", Clip.class)
                        .setParameter("voice", voice.id())
                        .setParameter("fingerprint", upload.fingerprint())
                        .getSingleResultOrNull())
                .map(clip -> clip == null ? null : new Added(ClipView.of(clip), false));
    }

    private Uni<Added> save(Voice voice, AcceptedUpload upload, StoredClip prepared) {
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var clip = new Clip(UUID.randomUUID(), voice.id(), upload.text(), upload.fingerprint(), prepared, now);
        return database.withTransaction(
                        session -> session.persistAll(clip, new OutboxEntry(ready(clip, voice.language()))))
                .invoke(outbox::kick)
                .replaceWith(() -> new Added(ClipView.of(clip), true))
                .onFailure(Clips::isSecond) // the same upload was faster
                .recoverWithUni(lost -> first(voice, upload).onItem().ifNull().failWith(lost));
    }

    private static boolean isSecond(Throwable failure) {
        return failure instanceof ConstraintViolationException violation
                && "clip_once".equals(violation.getConstraintName());
    }

    private static ClipReady ready(Clip clip, String language) {
        return new ClipReady(
                VoiceEvent.idOf(ClipReady.class, clip.id()),
                clip.createdAt(),
                clip.voice(),
                clip.id(),
                language,
                clip.text(),
                clip.seconds(),
                clip.features(),
                clip.audio(),
                false);
    }

    /** A voice's clips, oldest first. */
    Uni<List<ClipView>> list(String voice) {
        return voices.get(voice)
                .chain(found -> database.withSession(session -> session.createQuery(
                                "from Clip where voice = :voice order by createdAt, id", Clip.class)
                        .setParameter("voice", found.id())
                        .getResultList()))
                .map(clips -> clips.stream().map(ClipView::of).toList());
    }

    /** One clip, or {@link ClipNotFound}. */
    Uni<ClipView> get(String voice, UUID id) {
        return voices.get(voice)
                .chain(found -> database.withSession(
                        session -> session.createQuery("from Clip where voice = :voice and id = :id", Clip.class)
                                .setParameter("voice", found.id())
                                .setParameter("id", id)
                                .getSingleResultOrNull()))
                .onItem()
                .ifNull()
                .failWith(() -> new ClipNotFound(voice, id))
                .map(ClipView::of);
    }

    /**
     * What became of an upload.
     *
     * @param isNew whether it made the clip, rather than found it
     */
    record Added(ClipView clip, boolean isNew) {}
}
