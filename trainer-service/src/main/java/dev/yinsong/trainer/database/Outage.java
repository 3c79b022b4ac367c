package dev.yinsong.trainer.database;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Tells a database that is away from one that refuses. */
final class Outage {

    /** Connection lost, out of resources, operator at work, serialisation failed or deadlock. */
    private static final List<String> PASSING = List.of("08", "53", "57", "40");

    private Outage() {}

    /** Whether trying again later may help. */
    static boolean isOne(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException refused) {
                var state = refused.getSqlState() == null ? "" : refused.getSqlState();
                return PASSING.stream().anyMatch(state::startsWith);
            }
            if (cause instanceof IOException
                    || cause instanceof VertxException
                    || cause instanceof TimeoutException
                    || cause instanceof SQLTransientException) {
                return true;
            }
        }
        return false;
    }
}
