package dev.yinsong.synth.speech;

import dev.yinsong.common.audio.AudioEncoder;
import dev.yinsong.common.audio.AudioFormat;
import dev.yinsong.common.audio.AudioStream;
import dev.yinsong.synth.SynthConfig;
import dev.yinsong.synth.engine.Manner;
import dev.yinsong.synth.engine.SpeechSink;
import dev.yinsong.synth.engine.Talker;
import dev.yinsong.synth.engine.VoiceEngine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A sentence that is spoken into the void before anybody asks, for the first takes much longer than others: operations
 * are compiled, weights put in the order that products want, the codec and the rules for numbers loaded.
 */
@ApplicationScoped
class WarmUp {

    private static final Logger LOG = Logger.getLogger(WarmUp.class);

    /** Long enough for a first chunk, a longer one and the rest; the time of day needs the rules for numbers. */
    private static final String TEXT = "Good morning, it is 9:30, and this voice is ready to speak.";

    private static final Manner MANNER = new Manner(1, 1, null, null, null, null);

    private final VoiceEngine engine;
    private final SynthConfig config;
    private final CompletableFuture<Duration> spoken = new CompletableFuture<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("warm-up").unstarted(this::run);
    private volatile boolean unwanted;

    WarmUp(VoiceEngine engine, SynthConfig config, MeterRegistry meters) {
        this.engine = engine;
        this.config = config;
        TimeGauge.builder("yinsong.synth.warm.up", this::seconds, TimeUnit.SECONDS)
                .description("Time to speak a first sentence at the start; not a number until it is spoken")
                .register(meters);
    }

    void begin(@Observes StartupEvent event) {
        thread.start();
    }

    /** How long it took, once it is over; empty before, and when it failed. */
    Optional<Duration> taken() {
        return spoken.state() == Future.State.SUCCESS ? Optional.of(spoken.resultNow()) : Optional.empty();
    }

    /** Why it failed, if it did. */
    Optional<Throwable> failure() {
        return spoken.state() == Future.State.FAILED ? Optional.of(spoken.exceptionNow()) : Optional.empty();
    }

    private void run() {
        long start = System.nanoTime();
        try {
            speak();
            var taken = Duration.ofNanos(System.nanoTime() - start);
            LOG.infof("warmed up: the first sentence took %.1f s", taken.toMillis() / 1000.0);
            spoken.complete(taken);
        } catch (CancellationException stopped) {
            spoken.cancel(false);
        } catch (RuntimeException | Error e) {
            LOG.error("the first sentence could not be spoken: the service is not going to be ready", e);
            spoken.completeExceptionally(e);
        }
    }

    private void speak() {
        try (var talker = engine.untaught(speaker());
                var file = AudioEncoder.open(OutputStream.nullOutputStream(), AudioFormat.MP3, engine.sampleRate())) {
            recital(talker, file).speak(engine.pieces(TEXT, engine.language(), false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Recital recital(Talker talker, AudioStream file) {
        return new Recital(talker, MANNER, config.synth().pause(), SpeechSink.into(file), () -> unwanted);
    }

    private float[] speaker() {
        return engine.speakers().values().stream().findFirst().orElseGet(() -> new float[engine.speakerSize()]);
    }

    private double seconds() {
        return taken().map(taken -> taken.toNanos() / 1e9).orElse(Double.NaN);
    }

    /** Gives up what is left of it, and waits: the engine must not be closed under it. */
    void end(@Observes ShutdownEvent event) throws InterruptedException {
        unwanted = true;
        thread.join();
    }
}
