package dev.yinsong.ingest;

import dev.yinsong.common.lifecycle.ExitWithParent;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Ends this process with the one that started it, if it is told to. */
@ApplicationScoped
class Lifetime {

    void start(@Observes StartupEvent event, IngestConfig config) {
        if (config.exitWithParent()) {
            ExitWithParent.watchOrHalt(System.in, Quarkus::asyncExit, Duration.ofSeconds(20));
        }
    }
}
