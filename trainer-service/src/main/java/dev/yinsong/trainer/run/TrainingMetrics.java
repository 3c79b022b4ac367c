package dev.yinsong.trainer.run;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Figures of training, their units in their names. Losses are those of the newest step of this pod. */
@Startup
@ApplicationScoped
class TrainingMetrics {

    private final MeterRegistry registry;
    private final Timer steps;
    private volatile Trainer.@Nullable Step newest;

    TrainingMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.steps = Timer.builder("yinsong.training.step")
                .description("Time of one step of the optimizer")
                .register(registry);
        gauge("yinsong.training.llm.loss.nats", "LLM loss in nats a token", () -> {
            var step = newest;
            return step == null ? null : step.learned().llmNats();
        });
        gauge("yinsong.training.flow.loss.mse", "Flow loss as mean squared error", () -> {
            var step = newest;
            return step == null ? null : step.learned().flow();
        });
    }

    private void gauge(String name, String description, Supplier<@Nullable Double> value) {
        Gauge.builder(name, () -> {
                    var now = value.get();
                    return now == null ? Double.NaN : now;
                })
                .description(description)
                .register(registry);
    }

    void stepped(Duration took, Trainer.Step step) {
        steps.record(took);
        newest = step;
    }

    void ended(RunState as) {
        registry.counter("yinsong.training.runs", "outcome", as.label()).increment();
    }
}
