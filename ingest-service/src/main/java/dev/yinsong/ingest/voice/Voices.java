package dev.yinsong.ingest.voice;

import dev.yinsong.common.event.VoiceEvent;
import dev.yinsong.common.event.VoiceRemoved;
import dev.yinsong.common.outbox.OutboxEntry;
import dev.yinsong.ingest.IngestConfig;
import dev.yinsong.ingest.blob.LooseBlobs;
import dev.yinsong.ingest.http.EntityTags;
import dev.yinsong.ingest.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.LockMode;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** All voices. */
@ApplicationScoped
public class Voices {

    private static final String COLLECTED = """
            select new dev.yinsong.ingest.voice.Collected(
                c.voice, count(c), count(case when c.state = 'quarantined' then 1 end), sum(c.seconds))
            from Clip c %s group by c.voice
            """;

    private final Mutiny.SessionFactory database;
    private final VoiceContents contents;
    private final EntityTags tags;
    private final Outbox outbox;
    private final LooseBlobs blobs;
    private final IngestConfig.ConsentPolicy consent;
    private final Duration limit;

    Voices(
            Mutiny.SessionFactory database,
            VoiceContents contents,
            EntityTags tags,
            Outbox outbox,
            LooseBlobs blobs,
            IngestConfig config) {
        this.database = database;
        this.contents = contents;
        this.tags = tags;
        this.outbox = outbox;
        this.blobs = blobs;
        this.consent = config.consent();
        this.limit = config.limits().voice();
    }

    /** The new voice; fails with {@link VoiceTaken} or {@link ConsentMissing}. */
    Uni<VoiceView> create(NewVoice wanted) {
        var voice = new Voice(wanted, Voice.now());
        requireConsent(voice);
        return database.withTransaction(session -> session.persist(voice))
                .onFailure(ConstraintViolationException.class)
                .transform(_ -> new VoiceTaken(voice.id()))
                .replaceWith(() -> VoiceView.of(voice, Collected.nothing(voice.id())));
    }

    /** Voices by name. */
    Uni<List<VoiceView>> list(boolean archived) {
        return database.withSession(session -> session.createQuery(
                        "from Voice v where :archived = true or v.archivedAt is null order by v.id", Voice.class)
                .setParameter("archived", archived)
                .getResultList()
                .chain(voices -> session.createQuery(COLLECTED.formatted(""), Collected.class)
                        .getResultList()
                        .map(collected -> join(voices, collected))));
    }

    private static List<VoiceView> join(List<Voice> voices, List<Collected> collected) {
        var byVoice = collected.stream().collect(Collectors.toMap(Collected::voice, Function.identity()));
        return voices.stream()
                .map(voice -> VoiceView.of(voice, byVoice.getOrDefault(voice.id(), Collected.nothing(voice.id()))))
                .toList();
    }

    /** How a voice stands, or {@link VoiceNotFound}. */
    Uni<VoiceView> view(String id) {
        return database.withSession(
                session -> orNotFound(id, session.find(Voice.class, id)).chain(voice -> view(session, voice)));
    }

    private static Uni<VoiceView> view(Mutiny.Session session, Voice voice) {
        return session.createQuery(COLLECTED.formatted("where c.voice = :voice"), Collected.class)
                .setParameter("voice", voice.id())
                .getSingleResultOrNull()
                .map(collected ->
                        VoiceView.of(voice, Objects.requireNonNullElse(collected, Collected.nothing(voice.id()))));
    }

    /** The changed voice; fails with {@link VoiceNotFound} or when the caller has seen another one. */
    Uni<VoiceView> change(String id, VoiceChange change, @Nullable String ifMatch) {
        return database.withTransaction(session -> lock(session, id)
                .chain(voice -> view(session, voice)
                        .invoke(seen -> tags.check(ifMatch, seen))
                        .invoke(_ -> voice.change(change))
                        .chain(() -> view(session, voice))));
    }

    /** Deletes a voice with all its clips, and announces that it is gone. */
    Uni<Void> remove(String id, @Nullable String ifMatch) {
        return database.withTransaction(session -> close(session, id)
                        .chain(() -> lock(session, id))
                        .chain(voice -> view(session, voice)
                                .invoke(seen -> tags.check(ifMatch, seen))
                                .chain(() -> contents.removeAll(session, id))
                                .chain(() -> session.remove(voice))
                                .chain(() -> session.persist(new OutboxEntry(removed(voice))))))
                .invoke(outbox::kick)
                .invoke(blobs::sweepSoon);
    }

    /** Keeps clips from being added: they would need the voice's key, which is not to be had under such a lock. */
    private static Uni<Void> close(Mutiny.Session session, String id) {
        return session.createNativeQuery("select id from voice where id = :id for update", String.class)
                .setParameter("id", id)
                .getSingleResultOrNull()
                .replaceWithVoid();
    }

    private static VoiceRemoved removed(Voice voice) {
        return new VoiceRemoved(
                VoiceEvent.idOf(VoiceRemoved.class, voice.id(), voice.createdAt()), Voice.now(), voice.id());
    }

    /** A voice, or {@link VoiceNotFound}. */
    public Uni<Voice> get(String id) {
        return orNotFound(id, database.withSession(session -> session.find(Voice.class, id)));
    }

    /** A voice that takes clips, or a refusal that says why it doesn't. */
    public Uni<Voice> open(String id) {
        return database.withSession(session -> orNotFound(id, session.find(Voice.class, id))
                .chain(voice -> view(session, voice)
                        .invoke(view -> refuseClosed(voice, view))
                        .replaceWith(voice)));
    }

    private void refuseClosed(Voice voice, VoiceView view) {
        requireConsent(voice);
        if (voice.archivedAt() != null) {
            throw new VoiceArchived(voice.id());
        }
        if (view.seconds() >= limit.toSeconds()) {
            throw new VoiceFull(voice.id(), limit);
        }
    }

    private void requireConsent(Voice voice) {
        if (consent == IngestConfig.ConsentPolicy.REQUIRE && voice.consent() == null) {
            throw new ConsentMissing();
        }
    }

    private static Uni<Voice> lock(Mutiny.Session session, String id) {
        return orNotFound(id, session.find(Voice.class, id, LockMode.PESSIMISTIC_WRITE));
    }

    private static Uni<Voice> orNotFound(String id, Uni<Voice> found) {
        return found.onItem().ifNull().failWith(() -> new VoiceNotFound(id));
    }
}
