package dev.yinsong.synth.speech;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once a first sentence was spoken. A base model that can't say it can't say anything, and is not ready: why not is told. */
@Readiness
class WarmUpReady implements HealthCheck {

    private final WarmUp warmUp;

    WarmUpReady(WarmUp warmUp) {
        this.warmUp = warmUp;
    }

    @Override
    public HealthCheckResponse call() {
        var response =
                HealthCheckResponse.named("warm-up").status(warmUp.taken().isPresent());
        warmUp.taken().ifPresent(taken -> response.withData("milliseconds", taken.toMillis()));
        warmUp.failure().ifPresent(failure -> response.withData("reason", failure.toString()));
        return response.build();
    }
}
