package dev.yinsong.synth.speech;

import dev.yinsong.synth.SynthConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** The threads that compute speech, and the bounded line of requests that wait for them. */
@Startup
@ApplicationScoped
class SpeechPool {

    private static final Logger LOG = Logger.getLogger(SpeechPool.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final double WEIGHT = 0.2;

    private final ThreadPoolExecutor threads;
    private volatile double meanSeconds = 1; // of a recent piece of work
    private volatile boolean stopping;

    SpeechPool(SynthConfig config, MeterRegistry meters) {
        int size = config.synth().threads();
        var names = Thread.ofPlatform().daemon().name("speech-", 1).factory();
        var line = new ArrayBlockingQueue<Runnable>(config.synth().queue());
        this.threads = new ThreadPoolExecutor(size, size, 0, TimeUnit.SECONDS, line, names);
        meters.gauge("yinsong.synth.waiting.requests", this, SpeechPool::waiting);
        meters.gauge("yinsong.synth.speaking.requests", this, SpeechPool::speaking);
    }

    /**
     * Does some work when its turn comes. Who cancels the result takes it out of the line, or asks it to stop.
     *
     * @param over runs once, whatever becomes of the work: done, failed, cancelled, or refused
     * @return fails with {@link Busy} when too many wait
     */
    <T> Uni<T> run(SpeechJob.Work<T> work, Runnable over) {
        return Uni.createFrom().emitter(emitter -> {
            SpeechJob<T> job = job(work, emitter::complete, emitter::fail, over);
            emitter.onTermination(() -> cancel(job));
            start(job);
        });
    }

    /** A job to be started, which counts for how long callers are told to stay away. */
    <T> SpeechJob<T> job(SpeechJob.Work<T> work, Consumer<? super T> done, Consumer<Throwable> failed, Runnable over) {
        return new SpeechJob<>(timed(work), done, failed, over);
    }

    /** Puts a job into the line, or refuses it. */
    void start(SpeechJob<?> job) {
        try {
            threads.execute(job);
        } catch (RejectedExecutionException full) {
            job.refuse(new Busy(untilFree()));
        }
    }

    /** Takes a job out of the line, or asks it to stop. */
    void cancel(SpeechJob<?> job) {
        threads.remove(job);
        job.cancel();
    }

    /** How many requests speak now. */
    int speaking() {
        return threads.getActiveCount();
    }

    /** How many requests wait for their turn. */
    int waiting() {
        return threads.getQueue().size();
    }

    private <T> SpeechJob.Work<T> timed(SpeechJob.Work<T> work) {
        return unwanted -> {
            long start = System.nanoTime();
            try {
                return work.run(() -> stopping || unwanted.getAsBoolean());
            } finally {
                remember((System.nanoTime() - start) / 1e9);
            }
        };
    }

    private synchronized void remember(double seconds) {
        meanSeconds += WEIGHT * (seconds - meanSeconds);
    }

    /** How long the line takes, at the pace of late. */
    private Duration untilFree() {
        double seconds = meanSeconds * threads.getQueue().size() / threads.getMaximumPoolSize();
        return Duration.ofSeconds((long) Math.ceil(seconds));
    }

    /** Ends all work at its next step, and waits for that: the engine must not be closed under it. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        threads.shutdownNow();
        if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warnf("%d requests still speak after %s, and are left", speaking(), PATIENCE);
        }
    }
}
