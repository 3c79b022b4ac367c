package dev.yinsong.ingest.voice;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;

/** All voices. */
@ApplicationScoped
public class Voices {

    private static final String VIEW = """
            select new dev.yinsong.ingest.voice.VoiceView(
                v.id, v.id, v.language,
                (select count(c) from Clip c where c.voice = v.id),
                (select coalesce(sum(c.seconds), 0.0) from Clip c where c.voice = v.id),
                v.createdAt)
            from Voice v
            """;

    private final Mutiny.SessionFactory database;

    Voices(Mutiny.SessionFactory database) {
        this.database = database;
    }

    /** The new voice, or {@link VoiceTaken}. */
    Uni<VoiceView> create(String name, String language) {
        var voice = new Voice(name, language, Instant.now().truncatedTo(ChronoUnit.MICROS));
        return database.withTransaction(session -> session.persist(voice))
                .onFailure(ConstraintViolationException.class)
                .transform(_ -> new VoiceTaken(name))
                .replaceWith(() -> new VoiceView(name, name, language, 0, 0, voice.createdAt()));
    }

    /** All voices by name. */
    Uni<List<VoiceView>> list() {
        return database.withSession(session ->
                session.createQuery(VIEW + "order by v.id", VoiceView.class).getResultList());
    }

    /** How a voice stands, or {@link VoiceNotFound}. */
    Uni<VoiceView> view(String id) {
        return database.withSession(session -> session.createQuery(VIEW + "where v.id = :id", VoiceView.class)
                        .setParameter("id", id)
                        .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(() -> new VoiceNotFound(id));
    }

    /** A voice, or {@link VoiceNotFound}. */
    public Uni<Voice> get(String id) {
        return database.withSession(session -> session.find(Voice.class, id))
                .onItem()
                .ifNull()
                .failWith(() -> new VoiceNotFound(id));
    }
}
