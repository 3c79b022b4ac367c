package dev.yinsong.synth.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.yinsong.synth.TestConfig;
import dev.yinsong.synth.engine.FakeEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.awaitility.core.ConditionFactory;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WarmUpTest {

    private final FakeEngine engine = new FakeEngine();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final WarmUp warmUp = new WarmUp(engine, TestConfig.ofModel(Path.of("unused")), meters);
    private final WarmUpReady ready = new WarmUpReady(warmUp);

    @AfterEach
    void end() throws InterruptedException {
        engine.openGate();
        warmUp.end(new ShutdownEvent());
    }

    @Test
    void isReadyWhenTheSentenceIsSpokenAndNotBefore() {
        engine.closeGate();
        warmUp.begin(new StartupEvent());
        soon().until(() -> engine.piecesBegun() == 1);

        assertThat(ready.call().getStatus()).isEqualTo(Status.DOWN);
        assertThat(seconds()).isNaN();

        engine.openGate();

        soon().untilAsserted(() -> assertThat(ready.call().getStatus()).isEqualTo(Status.UP));
        assertThat(seconds()).isPositive();
    }

    @Test
    void staysUnreadyAndTellsWhyWhenItCannotSpeak() {
        engine.breakAfter(0);

        warmUp.begin(new StartupEvent());

        soon().until(() -> warmUp.failure().isPresent());
        var health = ready.call();
        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getData().orElseThrow().get("reason").toString()).contains("the hummer lost its voice");
    }

    @Test
    void endsAtOnceWhenTheServiceStops() throws InterruptedException {
        engine.closeGate();
        warmUp.begin(new StartupEvent());
        soon().until(() -> engine.piecesBegun() == 1);

        warmUp.end(new ShutdownEvent());

        assertThat(warmUp.taken()).isEmpty();
        assertThat(warmUp.failure()).isEmpty();
    }

    /** The first sentence of a process waits for the encoder's libraries. */
    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(1));
    }

    private double seconds() {
        return Objects.requireNonNull(meters.find("yinsong.synth.warm.up").timeGauge())
                .value();
    }
}
