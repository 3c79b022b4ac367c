package dev.yinsong.trainer.lineage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.yinsong.trainer.database.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Looks along the lines from clips through runs to versions, both ways. */
@ApplicationScoped
class Lineages {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Database database;

    Lineages(Database database) {
        this.database = database;
    }

    /** Where a version comes from; fails with {@link NoLineage}. */
    Uni<VersionLineage> of(String voice, int version) {
        return database.reading(session -> session.createQuery("""
                                select v.baseHash, v.run, r.revision, r.plan
                                from VersionRow v join RunRow r on r.id = v.run
                                where v.voice = :voice and v.number = :version
                                """, Object[].class)
                .setParameter("voice", voice)
                .setParameter("version", version)
                .getSingleResultOrNull()
                .onItem()
                .ifNull()
                .failWith(() -> new NoLineage(voice, version))
                .chain(row -> clips(session, (UUID) row[1])
                        .map(clips -> new VersionLineage(
                                voice,
                                version,
                                (String) row[0],
                                (UUID) row[1],
                                (Long) row[2],
                                tree((String) row[3]),
                                clips))));
    }

    private static Uni<List<VersionLineage.Clip>> clips(Mutiny.Session session, UUID run) {
        return session.createQuery("""
                        select rc.clip, rc.heldOut, rc.language, c.text, c.seconds, c.removedAt is not null
                        from RunClipRow rc join ClipRow c on c.id = rc.clip
                        where rc.run = :run order by rc.clip
                        """, Object[].class)
                .setParameter("run", run)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new VersionLineage.Clip(
                                (UUID) row[0],
                                (Boolean) row[1],
                                (String) row[2],
                                (String) row[3],
                                (Double) row[4],
                                (Boolean) row[5]))
                        .toList());
    }

    /** What became of a clip; no versions for one that no run ever took. */
    Uni<ClipLineage> of(UUID clip) {
        return database.reading(session -> session.createQuery("""
                                select v.voice, v.number, v.state, v.run, rc.heldOut
                                from RunClipRow rc join VersionRow v on v.run = rc.run
                                where rc.clip = :clip order by v.madeAt desc
                                """, Object[].class)
                        .setParameter("clip", clip)
                        .getResultList())
                .map(rows -> new ClipLineage(
                        clip,
                        rows.stream()
                                .map(row -> new ClipLineage.Version(
                                        (String) row[0], (Integer) row[1], (String) row[2], (UUID) row[3], (Boolean)
                                                row[4]))
                                .toList()));
    }

    private static @Nullable JsonNode tree(@Nullable String json) {
        try {
            return json == null ? null : JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored plan is no JSON", e);
        }
    }
}
