package dev.yinsong.ingest.clip;

import dev.yinsong.common.problem.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Counts what becomes of uploads. */
final class ClipMetrics {

    private final MeterRegistry registry;
    private final Counter acceptedClips;
    private final Counter acceptedSeconds;
    private final Counter repeatedClips;

    ClipMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.acceptedClips = Counter.builder("yinsong.ingest.accepted.clips")
                .description("Clips taken in")
                .register(registry);
        this.acceptedSeconds = Counter.builder("yinsong.ingest.accepted.speech.seconds")
                .description("Speech taken in")
                .register(registry);
        this.repeatedClips = Counter.builder("yinsong.ingest.repeated.clips")
                .description("Uploads of a clip that was there already")
                .register(registry);
    }

    void count(Clips.Added added) {
        if (added.isNew()) {
            acceptedClips.increment();
            acceptedSeconds.increment(added.clip().seconds());
        } else {
            repeatedClips.increment();
        }
    }

    void countRefused(Throwable failure) {
        var kind = failure instanceof Problem problem ? problem.details().type().getSchemeSpecificPart() : "error";
        Counter.builder("yinsong.ingest.refused.clips")
                .description("Uploads that were not taken in")
                .tag("problem", kind.replace("problem:", ""))
                .register(registry)
                .increment();
    }

    /** How long it takes to make a clip of an upload. */
    static Timer preparation(MeterRegistry registry) {
        return Timer.builder("yinsong.ingest.preparation")
                .description("Time from an upload on disk to its audio and features in the store")
                .publishPercentiles(0.5, 0.95)
                .register(registry);
    }
}
