package dev.yinsong.trainer.database;

import dev.yinsong.common.problem.Outage;
import io.opentelemetry.context.Context;
import io.quarkus.opentelemetry.runtime.QuarkusContextStorage;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Sessions and transactions that may begin in any thread. Each has a Vert.x context of its own, so none ever meets the
 * session of another; what is traced there goes on with the trace of whoever began it.
 */
@ApplicationScoped
public class Database {

    private static final Logger LOG = Logger.getLogger(Database.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    private final Mutiny.SessionFactory sessions;
    private final Vertx vertx;
    private volatile boolean stopping;

    Database(Mutiny.SessionFactory sessions, Vertx vertx) {
        this.sessions = sessions;
        this.vertx = vertx;
    }

    /** Work that is committed whole or not at all. */
    public <T> Uni<T> transaction(Function<Mutiny.Session, Uni<T>> work) {
        return apart(() -> sessions.withTransaction(work));
    }

    /** Work that only reads. */
    public <T> Uni<T> reading(Function<Mutiny.Session, Uni<T>> work) {
        return apart(() -> sessions.withSession(work));
    }

    /** Does some work; while the database is away, again and again, for as long as it takes. */
    public <T> Uni<T> outlasting(Uni<T> work) {
        return again(work, Outage::is);
    }

    /**
     * The result of some work, waited for in a thread that may wait, through outages.
     *
     * @throws Away when the service is to stop and the database is away: a service can't wait for it then
     */
    public <T> T await(Uni<T> work) {
        try {
            return again(work, failure -> !stopping && Outage.is(failure))
                    .await()
                    .indefinitely();
        } catch (RuntimeException e) {
            throw stopping && Outage.is(e) ? new Away(e) : e;
        }
    }

    private static <T> Uni<T> again(Uni<T> work, Predicate<Throwable> worthIt) {
        return work.onFailure(worthIt)
                .invoke(away -> LOG.warnf("the database is away, trying again: %s", away.getMessage()))
                .onFailure(worthIt)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }

    private <T> Uni<T> apart(Supplier<Uni<T>> work) {
        var trace = Context.current();
        return Uni.createFrom().emitter(result -> {
            var context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            VertxContextSafetyToggle.setContextSafe(context, true);
            QuarkusContextStorage.INSTANCE.attach(context, trace); // for as long as the context lives
            context.runOnContext(
                    _ -> Uni.createFrom().deferred(work::get).subscribe().with(result::complete, result::fail));
        });
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) {
        stopping = true;
    }

    /** The database is away, and there is no time to wait for it. */
    public static final class Away extends RuntimeException {

        private static final long serialVersionUID = 1;

        Away(Throwable cause) {
            super("the database is away: " + cause.getMessage(), cause);
        }
    }
}
