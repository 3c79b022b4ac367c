package dev.yinsong.ingest.http;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;

/** Work that waits for a disk or a store, away from the event loop. */
public final class OffLoop {

    private OffLoop() {}

    /** The work's result, where the caller was. */
    public static <T> Uni<T> run(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() ->
                        Vertx.currentContext().executeBlocking(work, false).toCompletionStage());
    }
}
