package dev.yinsong.trainer.run;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the base model is loaded: a model that doesn't fit has stopped the service before. */
@Readiness
@ApplicationScoped
class ModelReady implements HealthCheck {

    private final Trainer trainer;

    ModelReady(Trainer trainer) {
        this.trainer = trainer;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("model")
                .up()
                .withData("base", trainer.baseHash())
                .build();
    }
}
