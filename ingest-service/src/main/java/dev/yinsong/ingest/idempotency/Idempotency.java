package dev.yinsong.ingest.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yinsong.common.problem.Problem;
import dev.yinsong.ingest.IngestConfig;
import dev.yinsong.ingest.http.OffLoop;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;
import org.jspecify.annotations.Nullable;

/**
 * Does once what is asked twice, when both requests carry the same Idempotency-Key: the second one gets the first one's
 * answer, refusals included. An answer that only says to come back, or an accident, is not kept: the request may be sent
 * again. Without a key, every request is done.
 */
@ApplicationScoped
public class Idempotency {

    /** The name of the header. */
    public static final String HEADER = "Idempotency-Key";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    /** A request whose process died would be in progress for ever: after that time another may take its place. */
    private static final String CLAIM = """
            insert into idempotency_key (key, fingerprint) values (:key, :fingerprint)
            on conflict (key) do update set claimed_at = now()
            where idempotency_key.status is null
              and idempotency_key.fingerprint = excluded.fingerprint
              and idempotency_key.claimed_at < now() - interval '15 minutes'
            """;

    private final Mutiny.SessionFactory database;
    private final ObjectMapper json;
    private final Duration stay;

    Idempotency(Mutiny.SessionFactory database, ObjectMapper json, IngestConfig config) {
        this.database = database;
        this.json = json;
        this.stay = config.idempotencyKeysStay();
    }

    /**
     * The answer to a request with a JSON body, or none.
     *
     * @param key the header, if it was sent
     * @param body as it was read, or anything that stands for it
     */
    public Uni<RestResponse<?>> once(
            @Nullable String key, UriInfo address, Object body, Supplier<Uni<? extends RestResponse<?>>> work) {
        return once(key, () -> Fingerprints.of(address.getPath(), json.writeValueAsBytes(body)), work);
    }

    /**
     * The answer to a request with a form.
     *
     * @param key the header, if it was sent
     */
    public Uni<RestResponse<?>> once(
            @Nullable String key,
            UriInfo address,
            MultipartFormDataInput form,
            Supplier<Uni<? extends RestResponse<?>>> work) {
        return once(key, () -> Fingerprints.of(address.getPath(), form), work);
    }

    private Uni<RestResponse<?>> once(
            @Nullable String key, Callable<String> fingerprint, Supplier<Uni<? extends RestResponse<?>>> work) {
        var answer = Uni.createFrom().<RestResponse<?>>deferred(work);
        if (key == null) {
            return answer;
        }
        if (!KEY.matcher(key).matches()) {
            throw KeyRefused.malformed();
        }
        return OffLoop.run(fingerprint)
                .chain(print -> claim(key, print).chain(mine -> mine ? keep(key, answer) : replay(key, print)));
    }

    private Uni<Boolean> claim(String key, String fingerprint) {
        return database.withTransaction(session -> session.createNativeQuery(CLAIM)
                .setParameter("key", key)
                .setParameter("fingerprint", fingerprint)
                .executeUpdate()
                .map(rows -> rows == 1));
    }

    private Uni<RestResponse<?>> keep(String key, Uni<RestResponse<?>> answer) {
        return answer.call(made -> save(key, made.getStatus(), kept(made)))
                .onFailure()
                .call(failure -> failure instanceof Problem problem && isFinal(problem)
                        ? save(key, problem.details().status(), kept(problem))
                        : forget(key));
    }

    private static boolean isFinal(Problem problem) {
        int status = problem.details().status();
        return status != 429 && status < 500;
    }

    private Uni<Void> save(String key, int status, KnownKey.Answer answer) {
        return database.withTransaction(session -> session.find(KnownKey.class, key)
                .onItem()
                .ifNotNull()
                .invoke(known -> known.answer(status, answer))
                .replaceWithVoid());
    }

    private Uni<Void> forget(String key) {
        return database.withTransaction(session -> session.createMutationQuery("delete from KnownKey where id = :key")
                .setParameter("key", key)
                .executeUpdate()
                .replaceWithVoid());
    }

    private Uni<RestResponse<?>> replay(String key, String fingerprint) {
        return database.withSession(session -> session.find(KnownKey.class, key))
                .map(known -> {
                    if (known == null || known.isOf(fingerprint) && !known.answered()) {
                        throw KeyRefused.inProgress();
                    }
                    if (!known.isOf(fingerprint)) {
                        throw KeyRefused.reused();
                    }
                    return known.replay();
                });
    }

    private KnownKey.Answer kept(RestResponse<?> answer) {
        var entity = answer.getEntity();
        return new KnownKey.Answer(
                answer.getHeaderString(HttpHeaders.LOCATION),
                answer.getHeaderString(HttpHeaders.ETAG),
                MediaType.APPLICATION_JSON,
                entity == null ? null : write(entity));
    }

    private KnownKey.Answer kept(Problem problem) {
        return new KnownKey.Answer(null, null, Problem.MEDIA_TYPE, write(problem.details()));
    }

    private String write(Object entity) {
        try {
            return json.writeValueAsString(entity);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("can't be kept as an answer: " + entity, e);
        }
    }

    /** Forgets keys that are older than anybody who sends a request again. */
    Uni<Void> purge() {
        return database.withTransaction(session -> session.createNativeQuery("""
                        delete from idempotency_key
                        where claimed_at < now() - make_interval(secs => cast(:stay as double precision))
                        """)
                .setParameter("stay", (double) stay.toSeconds())
                .executeUpdate()
                .replaceWithVoid());
    }
}
