package dev.yinsong.synth.voice;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once every checkpoint that was published before this pod began is loaded or refused. A broker that goes away
 * later takes no voice away, and so does not make the pod unready.
 */
@Readiness
class VoicesReady implements HealthCheck {

    private final CheckpointLoader loader;
    private final CheckpointFollower follower;
    private final Voices voices;

    VoicesReady(CheckpointLoader loader, CheckpointFollower follower, Voices voices) {
        this.loader = loader;
        this.follower = follower;
        this.voices = voices;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("voices")
                .status(loader.restored())
                .withData("voices", voices.list().size())
                .withData("refused", voices.refusals().size())
                .withData("following", follower.following())
                .build();
    }
}
