package dev.yinsong.synth.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class EngineHealthTest {

    private final FakeEngine engine = new FakeEngine();
    private final EngineHealth health = new EngineHealth(engine);

    @Test
    void isUpUntilAnErrorEndsAllSpeakingAndSaysWhich() {
        assertThat(health.call().getStatus()).isEqualTo(Status.UP);

        engine.failForGood(new UnsatisfiedLinkError("no such kernel"));

        assertThat(health.call().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.call().getData().orElseThrow().get("reason").toString())
                .contains("no such kernel");
    }
}
