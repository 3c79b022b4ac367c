package dev.yinsong.ingest;

import dev.yinsong.common.lifecycle.ExitWithParent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Ends this process with the one that started it, if it is told to. */
@ApplicationScoped
class Lifetime {

    private static final Duration AFTER_THE_ANSWERS = Duration.ofSeconds(10);

    /**
     * At the start.
     *
     * @param answers how long a stop waits for the answers that are under way
     */
    void start(
            @Observes StartupEvent event,
            IngestConfig config,
            @ConfigProperty(name = "quarkus.shutdown.timeout") Duration answers) {
        if (config.exitWithParent()) {
            ExitWithParent.watch(System.in, answers.plus(AFTER_THE_ANSWERS));
        }
    }
}
