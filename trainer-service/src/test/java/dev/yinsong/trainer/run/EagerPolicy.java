package dev.yinsong.trainer.run;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks for voices that are due ten times a second, as many pods together do. The service's own scheduler does so once a
 * second at most, for which every test would wait.
 */
@ApplicationScoped
class EagerPolicy {

    private static final Duration EVERY = Duration.ofMillis(100), PATIENCE = Duration.ofSeconds(30);

    private final RunQueue queue;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());

    EagerPolicy(RunQueue queue) {
        this.queue = queue;
    }

    void start(@Observes StartupEvent event) {
        clock.scheduleWithFixedDelay(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The scheduler says what can't be looked at now. */
    private void look() {
        queue.queueDue()
                .onFailure()
                .recoverWithItem(0)
                .ifNoItem()
                .after(PATIENCE)
                .recoverWithItem(0)
                .await()
                .indefinitely();
    }

    void stop(@Observes ShutdownEvent event) {
        clock.shutdownNow();
    }
}
