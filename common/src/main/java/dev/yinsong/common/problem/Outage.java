package dev.yinsong.common.problem;

import dev.yinsong.common.blob.BlobsAway;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells failures of this program from those of what it stands on: a database, a broker, a store that is away. */
public final class Outage {

    private static final Logger LOG = Logger.getLogger(Outage.class);
    private static final Duration RETRY = Duration.ofSeconds(5);

    /** Classes of SQL states: connection lost, out of resources, operator at work, serialisation failed or deadlock. */
    private static final Set<String> PASSING = Set.of("08", "53", "57", "40");

    /** A connection that ends while something is written to it has no exception of its own. */
    private static final Set<String> BROKEN = Set.of("Broken pipe", "Connection reset by peer");

    // By name, for not every service has them: a closed connection of Vert.x, and a refusal of its PostgreSQL client,
    // which
    // is one of the first too, and is judged by what the database said.
    private static final String VERTX = "io.vertx.core.VertxException";
    private static final String PG_REFUSAL = "io.vertx.pgclient.PgException";

    private Outage() {}

    /** Whether a failure is that something else is away, so that the same may succeed later. */
    public static boolean is(Throwable error) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            var state = sqlState(cause);
            if (state.isEmpty() ? isAway(cause) : PASSING.contains(classOf(state))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAway(Throwable cause) {
        return cause instanceof BlobsAway
                || cause instanceof SocketException
                || cause instanceof SocketTimeoutException
                || cause instanceof UnknownHostException
                || cause instanceof ClosedChannelException
                || cause instanceof TimeoutException // nothing is waited for so but connections
                || cause instanceof SQLTransientException
                || cause instanceof IOException && BROKEN.contains(String.valueOf(cause.getMessage()))
                || isA(VERTX, cause.getClass());
    }

    private static boolean isA(String name, Class<?> type) {
        for (@Nullable Class<?> known = type; known != null; known = known.getSuperclass()) {
            if (known.getName().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** The five characters with which a database says what is wrong, or none. */
    private static String sqlState(Throwable cause) {
        if (cause instanceof SQLException refused) {
            return Objects.requireNonNullElse(refused.getSQLState(), "");
        }
        if (!cause.getClass().getName().equals(PG_REFUSAL)) {
            return "";
        }
        try {
            return String.valueOf(cause.getClass().getMethod("getSqlState").invoke(cause));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the SQL client's refusals have no state any more", e);
        }
    }

    private static String classOf(String sqlState) {
        return sqlState.length() < 2 ? "" : sqlState.substring(0, 2);
    }

    /** 503, and when to come back. */
    static Response answer(Throwable error) {
        LOG.warnf("something that this service stands on is away: %s", error);
        var answer = ProblemMapper.answer(new Problem.Details(
                URI.create("urn:problem:unavailable"),
                "Unavailable for now",
                503,
                "Something that this service stands on is away. Nothing was changed; send the request again.",
                Map.of()));
        Problem.retryAfter(RETRY).forEach(answer::header);
        return answer.build();
    }
}
