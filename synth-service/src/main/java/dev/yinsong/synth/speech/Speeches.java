package dev.yinsong.synth.speech;

import dev.yinsong.common.audio.AudioEncoder;
import dev.yinsong.common.audio.AudioFormat;
import dev.yinsong.synth.SynthConfig;
import dev.yinsong.synth.engine.SpeechSink;
import dev.yinsong.synth.engine.VoiceEngine;
import dev.yinsong.synth.voice.Voices;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Turns requests into speech, piece by piece, with the version that was current when the request came. */
@ApplicationScoped
class Speeches {

    private static final Logger LOG = Logger.getLogger(Speeches.class);
    private static final int LARGEST_BUFFER = 1 << 29; // bytes

    private final Voices voices;
    private final VoiceEngine engine;
    private final SpeechPool pool;
    private final SpeechMeters meters;
    private final SynthConfig config;

    Speeches(Voices voices, VoiceEngine engine, SpeechPool pool, SpeechMeters meters, SynthConfig config) {
        this.voices = voices;
        this.engine = engine;
        this.pool = pool;
        this.meters = meters;
        this.config = config;
    }

    /** Speaks when its turn comes; the answer is there with the first sound. Who cancels it, or its body, ends the work. */
    Uni<SpeechAnswer> speak(SpeechRequest request) {
        return taken(request, order -> switch (request.delivery()) {
            case CHUNKS -> streamed(order, Framing.PLAIN, mediaType(request.format()));
            case EVENTS -> streamed(order, new EventFraming(), EventFraming.MEDIA_TYPE);
            case WHOLE ->
                whole(
                        order,
                        (file, _) -> order.answer(
                                mediaType(request.format()), Multi.createFrom().item(file)));
        });
    }

    /** Speaks as a whole, and says when each piece is heard. */
    Uni<TimedSpeech> timed(SpeechRequest request) {
        return taken(
                request,
                order -> whole(
                        order,
                        (file, spoken) -> new TimedSpeech(
                                order.speaker().voice(),
                                order.speaker().version(),
                                request.manner().seed(),
                                mediaType(request.format()),
                                spoken.seconds(),
                                spoken.timings(),
                                Subtitles.srt(spoken.timings()),
                                file)));
    }

    private <T> Uni<T> taken(SpeechRequest request, Function<Order, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            var deadline = Deadline.after(request.deadline());
            var order = new Order(request, speaker(request.speaker()), deadline);
            return work.apply(order)
                    .ifNoItem()
                    .after(request.deadline())
                    .failWith(() -> new DeadlinePassed(deadline))
                    .onCancellation()
                    .invoke(meters::hungUp);
        });
    }

    private Speaker speaker(SpeakerChoice choice) {
        return switch (choice) {
            case SpeakerChoice.Named named -> new LeasedSpeaker(voices.lease(named.voice()), named.adapted());
            case SpeakerChoice.Imitated reference -> new ImitatingSpeaker(engine, reference);
        };
    }

    private <T> Uni<T> whole(Order order, Wrapping<T> wrapping) {
        return pool.run(
                cancelled -> {
                    var sound = new WholeSound();
                    var spoken = recite(order, sound, cancelled);
                    var file = AudioEncoder.encode(
                            sound.at(engine.sampleRate()), order.request().format());
                    return wrapping.of(file, spoken);
                },
                () -> over(order));
    }

    /** As many bytes as are set, but no more than a semaphore can count twice. */
    private int buffer() {
        return (int) Math.min(LARGEST_BUFFER, config.synth().buffer().asLongValue());
    }

    private Uni<SpeechAnswer> streamed(Order order, Framing framing, String mediaType) {
        return Uni.createFrom().emitter(emitter -> {
            var pipe = new SpeechPipe(buffer(), order.deadline());
            SpeechJob<Spoken> job = pool.job(
                    cancelled -> encode(order, framing, pipe, cancelled),
                    spoken -> framing.end(pipe, spoken),
                    failure -> {
                        if (pipe.begun()) {
                            framing.fail(pipe, failure);
                        } else {
                            emitter.fail(failure);
                        }
                    },
                    () -> over(order));
            pipe.on(
                    () -> {
                        meters.heard(order.deadline().elapsed());
                        emitter.complete(order.answer(mediaType, pipe.body()));
                    },
                    () -> {
                        meters.hungUp();
                        pool.cancel(job);
                    });
            emitter.onTermination(() -> {
                if (!pipe.begun()) { // else it is the body that may be cancelled
                    pool.cancel(job);
                }
            });
            pool.start(job);
        });
    }

    private void over(Order order) {
        order.speaker().close();
        if (order.deadline().passed()) {
            meters.late();
        }
    }

    private Spoken encode(Order order, Framing framing, SpeechPipe pipe, BooleanSupplier cancelled) {
        var out = new ChunkOutput(bytes -> pipe.put(framing.audio(bytes)));
        try (var stream = AudioEncoder.open(out, order.request().format(), engine.sampleRate())) {
            try {
                return recite(order, SpeechSink.into(stream), cancelled);
            } catch (RuntimeException | Error e) {
                out.abandon();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs on a thread of the pool. */
    private Spoken recite(Order order, SpeechSink sink, BooleanSupplier cancelled) {
        long start = System.nanoTime();
        var pieces = engine.pieces(
                order.request().text(),
                order.speaker().language(),
                order.speaker().sentenceBySentence());
        if (pieces.isEmpty()) {
            throw new InvalidSpeech("input", "The text has nothing that can be spoken.");
        }
        try {
            var recital = new Recital(
                    order.speaker().talker(),
                    order.request().manner(),
                    config.synth().pause(),
                    sink,
                    () -> cancelled.getAsBoolean() || order.deadline().passed());
            var spoken = recital.speak(pieces);
            meters.spoken(spoken, System.nanoTime() - start);
            if (spoken.unfinished() > 0) {
                LOG.warnf(
                        "voice %s did not come to the end of %d of %d pieces of a text: its speech was cut at the limit",
                        order.speaker().voice(), spoken.unfinished(), pieces.size());
            }
            return spoken;
        } catch (CancellationException e) {
            throw order.deadline().passed() ? new DeadlinePassed(order.deadline()) : e;
        }
    }

    /** The content type; that of bare samples says how to read them. */
    private String mediaType(AudioFormat format) {
        return format == AudioFormat.PCM
                ? format.mediaType() + ";rate=" + engine.sampleRate() + ";channels=1;bits=16"
                : format.mediaType();
    }

    /** What becomes of a whole file. */
    private interface Wrapping<T> {
        T of(byte[] file, Spoken spoken);
    }
}
