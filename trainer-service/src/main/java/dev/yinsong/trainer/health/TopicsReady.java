package dev.yinsong.trainer.health;

import dev.yinsong.trainer.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The broker was reached, and the topics are there. */
@Readiness
@ApplicationScoped
class TopicsReady implements HealthCheck {

    private final Outbox outbox;

    TopicsReady(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("topics").status(outbox.prepared()).build();
    }
}
