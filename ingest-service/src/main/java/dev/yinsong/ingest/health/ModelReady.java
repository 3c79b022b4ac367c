package dev.yinsong.ingest.health;

import dev.yinsong.ingest.IngestConfig;
import dev.yinsong.ingest.feature.Features;
import io.quarkus.arc.ClientProxy;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The base model is loaded. It is at start, or the service does not start: a bad model is better known early. */
@Readiness
@ApplicationScoped
class ModelReady implements HealthCheck {

    private final Features features;
    private final String model;
    private volatile boolean loaded;

    ModelReady(Features features, IngestConfig config) {
        this.features = features;
        this.model = config.model().toString();
    }

    void load(@Observes StartupEvent event) {
        ClientProxy.unwrap(features); // a proxy makes what it stands for when it is first used
        loaded = true;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("model")
                .status(loaded)
                .withData("directory", model)
                .build();
    }
}
