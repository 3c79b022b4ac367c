package dev.yinsong.trainer;

import dev.yinsong.common.blob.Blobs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The blob store, and whether it can be used. */
class Storage {

    @Produces
    @ApplicationScoped
    Blobs blobs(TrainerConfig config) {
        return Blobs.open(config.blobs());
    }

    void close(@Disposes Blobs blobs) {
        blobs.close();
    }

    /** Ready when blobs can be written. */
    @Readiness
    @ApplicationScoped
    static class Check implements HealthCheck {

        private final Blobs blobs;

        Check(Blobs blobs) {
            this.blobs = blobs;
        }

        @Override
        public HealthCheckResponse call() {
            try {
                blobs.check();
                return HealthCheckResponse.up("blobs");
            } catch (RuntimeException e) {
                return HealthCheckResponse.named("blobs")
                        .down()
                        .withData("reason", String.valueOf(e.getMessage()))
                        .build();
            }
        }
    }
}
