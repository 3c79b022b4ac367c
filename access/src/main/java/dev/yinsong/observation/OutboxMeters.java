package dev.yinsong.observation;

import dev.yinsong.common.outbox.OutboxRelay;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Figures of an outbox. */
public final class OutboxMeters {

    private OutboxMeters() {}

    /** Shows how a relay keeps up, for as long as it lives. */
    public static void show(OutboxRelay relay, MeterRegistry meters) {
        Gauge.builder(
                        "yinsong.outbox.waiting.events",
                        relay,
                        each -> each.backlog().events())
                .description("Events that are committed and not sent")
                .register(meters);
        Gauge.builder(
                        "yinsong.outbox.oldest.age.seconds",
                        relay,
                        each -> each.backlog().oldestSeconds())
                .description("How long the oldest of them waits")
                .register(meters);
    }
}
