package dev.yinsong.trainer;

import dev.yinsong.common.lifecycle.ExitWithParent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Stops the service when the process that started it is gone, if that is wanted. */
@ApplicationScoped
class Lifetime {

    private final TrainerConfig config;

    Lifetime(TrainerConfig config) {
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        if (config.exitWithParent()) {
            ExitWithParent.watch(System.in, config.lease().stopGrace().plusSeconds(10));
        }
    }
}
