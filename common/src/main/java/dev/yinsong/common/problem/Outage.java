package dev.yinsong.common.problem;

import jakarta.ws.rs.core.Response;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells failures of this program from those of what it stands on: a database, a broker, a store that is away. */
public final class Outage {

    private static final Logger LOG = Logger.getLogger(Outage.class);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private Outage() {}

    /** Whether a failure is that something else is away, so that the same may succeed later. */
    public static boolean is(Throwable error) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketException
                    || cause instanceof SocketTimeoutException
                    || cause instanceof UnknownHostException
                    || cause instanceof ClosedChannelException
                    || cause.getClass().getSimpleName().equals("ClosedConnectionException")) { // of the SQL client
                return true;
            }
        }
        return false;
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
