package dev.yinsong.ingest.blob;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks for blobs to delete once a minute, for those that were not due at once or were left by a crash. */
@ApplicationScoped
class Sweeping {

    private final LooseBlobs blobs;

    Sweeping(LooseBlobs blobs) {
        this.blobs = blobs;
    }

    @Scheduled(
            every = "1m",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> sweep() {
        return blobs.sweep().replaceWithVoid();
    }
}
