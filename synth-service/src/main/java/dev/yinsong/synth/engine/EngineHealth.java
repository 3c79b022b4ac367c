package dev.yinsong.synth.engine;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Down when an error has ended all speaking for good: requests go elsewhere, and the process is started again. */
@Liveness
@Readiness
class EngineHealth implements HealthCheck {

    private final VoiceEngine engine;

    EngineHealth(VoiceEngine engine) {
        this.engine = engine;
    }

    @Override
    public HealthCheckResponse call() {
        var failure = engine.failure();
        var response = HealthCheckResponse.named("engine").status(failure.isEmpty());
        failure.ifPresent(error -> response.withData("reason", error.toString()));
        return response.build();
    }
}
