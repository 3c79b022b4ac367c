package dev.yinsong.observation;

import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Decides which traces are sent. Without a collector none is; every request has a trace id all the same, which is in the
 * logs, travels with events, and is taken over from who calls.
 */
class Tracing {

    @Produces
    @Singleton
    Sampler sampler(TraceConfig config) {
        return config.endpoint().isEmpty()
                ? Sampler.alwaysOff()
                : Sampler.parentBased(Sampler.traceIdRatioBased(config.ratio()));
    }
}
