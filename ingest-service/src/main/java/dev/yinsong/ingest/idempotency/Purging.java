package dev.yinsong.ingest.idempotency;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Forgets old keys once an hour. */
@ApplicationScoped
class Purging {

    private final Idempotency idempotency;

    Purging(Idempotency idempotency) {
        this.idempotency = idempotency;
    }

    @Scheduled(
            every = "1h",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> purge() {
        return idempotency.purge();
    }
}
