package dev.yinsong.ingest.health;

import dev.yinsong.common.blob.Blobs;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Blobs can be written. */
@Readiness
@ApplicationScoped
class BlobsReady implements HealthCheck {

    private final Blobs blobs;

    BlobsReady(Blobs blobs) {
        this.blobs = blobs;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("blob store");
        try {
            blobs.check();
            return answer.up().build();
        } catch (UncheckedIOException e) {
            return answer.down()
                    .withData("reason", String.valueOf(e.getMessage()))
                    .build();
        }
    }
}
