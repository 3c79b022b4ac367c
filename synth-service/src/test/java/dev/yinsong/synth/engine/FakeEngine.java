package dev.yinsong.synth.engine;

import dev.yinsong.common.audio.Waveform;
import dev.yinsong.cosyvoice.config.MelNorm;
import dev.yinsong.cosyvoice.lora.Adapter;
import dev.yinsong.cosyvoice.lora.BadAdapter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An engine whose voices hum: the pitch says which version hums, 100 Hz for the base and 100 Hz more a version. A test
 * can make everybody wait at a gate.
 */
@Alternative
@ApplicationScoped
public class FakeEngine implements VoiceEngine {

    public static final String BASE_HASH = "ba5e".repeat(16);
    public static final int SPEAKER_SIZE = 192;
    public static final int SAMPLE_RATE = 16_000;
    public static final double PIECE_SECONDS = 0.25;

    /** What a merged voice claims to take. */
    public static final long MERGED_BYTES = 1_000_000;

    private static final int CHUNK_SAMPLES = SAMPLE_RATE / 10;
    private static final int TOKEN_RATE = 50;
    private static final int EVERYBODY = 1_000_000;

    /** A speaker of the base; another one has the name of a trained voice, {@code anna}. */
    public static final String SPEAKER = "hummer";

    /** The layer of a test's adapter; its B is the version. */
    public static final String VERSION_LAYER = "llm.voice.linear_out";

    private final AtomicInteger untilBreak = new AtomicInteger(-1);
    private final AtomicInteger spoken = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger weighed = new AtomicInteger();
    private volatile Semaphore gate = new Semaphore(EVERYBODY);
    private volatile Runnable closing = () -> {};
    private volatile @Nullable Throwable failure;
    private volatile @Nullable RuntimeException unmergeable;

    /** Makes everybody who begins a piece wait. */
    public void closeGate() {
        gate = new Semaphore(0);
    }

    /** Makes the piece after so many more ones fail. */
    public void breakAfter(int pieces) {
        untilBreak.set(pieces);
    }

    /** Lets so many pieces begin. */
    public void letPass(int pieces) {
        gate.release(pieces);
    }

    public void openGate() {
        gate.release(EVERYBODY);
    }

    /** Something that happens whenever a merged voice is being closed. */
    public void duringClose(Runnable close) {
        closing = close;
    }

    /** Ends all speaking for good. */
    public void failForGood(Throwable reason) {
        failure = reason;
    }

    /** Lets no voice be merged from now on. */
    public void failsToMerge(RuntimeException reason) {
        unmergeable = reason;
    }

    /** How many pieces were begun. */
    public int piecesBegun() {
        return spoken.get();
    }

    /** How many merged voices are not closed. */
    public int mergedVoices() {
        return open.get();
    }

    /** How often a voice was asked what it takes. */
    public int timesWeighed() {
        return weighed.get();
    }

    @Override
    public String name() {
        return "humming";
    }

    @Override
    public String baseHash() {
        return BASE_HASH;
    }

    @Override
    public int speakerSize() {
        return SPEAKER_SIZE;
    }

    @Override
    public int sampleRate() {
        return SAMPLE_RATE;
    }

    /** A piece a sentence, with a token a word. Sentences that end in a semicolon go together, unless they come one by one. */
    @Override
    public List<TextPiece> pieces(String text, String language, boolean oneByOne) {
        return Arrays.stream(text.split(oneByOne ? "[.!?;\n]" : "[.!?\n]"))
                .filter(sentence -> sentence.codePoints().anyMatch(Character::isLetterOrDigit))
                .map(String::strip)
                .map(sentence -> new TextPiece(sentence, new int[sentence.split(" ").length]))
                .toList();
    }

    @Override
    public String language() {
        return "en";
    }

    @Override
    public Map<String, float[]> speakers() {
        var speaker = new float[SPEAKER_SIZE];
        Arrays.fill(speaker, 1);
        return Map.of(SPEAKER, speaker, "anna", speaker);
    }

    @Override
    public void check(Adapter adapter) {
        version(adapter);
    }

    @Override
    public Talker merge(Adapter adapter, float[] speaker, MelNorm norm) {
        if (unmergeable != null) {
            throw unmergeable;
        }
        open.incrementAndGet();
        return new Hum(version(adapter), true);
    }

    @Override
    public Talker base(float[] speaker) {
        return new Hum(0, false);
    }

    @Override
    public Talker untaught(float[] speaker) {
        return base(speaker);
    }

    /** Hums as high as a version that has as many words as the transcript. */
    @Override
    public Talker imitate(Waveform clip, String transcript) {
        return new Hum(transcript.strip().split(" ").length, false);
    }

    @Override
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** The pitch of a version, in hertz. */
    public static double pitch(int version) {
        return 100.0 + 100.0 * version;
    }

    private static int version(Adapter adapter) {
        var factors = adapter.layers().get(VERSION_LAYER);
        if (factors == null || factors.in() != 1) {
            throw new BadAdapter("the adapter has no update for " + VERSION_LAYER);
        }
        return (int) factors.b()[0];
    }

    private final class Hum implements Talker {
        private final int version;
        private final boolean merged;
        private final AtomicBoolean closed = new AtomicBoolean();

        Hum(int version, boolean merged) {
            this.version = version;
            this.merged = merged;
        }

        @Override
        public SpokenPiece speak(int[] textTokens, Manner manner, SpeechSink sink, BooleanSupplier unwanted) {
            spoken.incrementAndGet();
            pass(unwanted);
            if (untilBreak.getAndDecrement() == 0) {
                throw new IllegalStateException("the hummer lost its voice");
            }
            var sound = hum((int) (PIECE_SECONDS / manner.speed() * SAMPLE_RATE));
            for (int at = 0; at < sound.samples().length; at += CHUNK_SAMPLES) {
                if (unwanted.getAsBoolean()) {
                    throw new CancellationException("nobody listens to version " + version);
                }
                sink.accept(sound.slice(at, Math.min(at + CHUNK_SAMPLES, sound.samples().length)));
            }
            return new SpokenPiece((int) (sound.seconds() * TOKEN_RATE), sound.seconds(), true);
        }

        private Waveform hum(int length) {
            var samples = new float[length];
            for (int i = 0; i < samples.length; i++) {
                if (closed.get()) {
                    throw new IllegalStateException("version " + version + " was closed while it spoke");
                }
                samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * pitch(version) * i / SAMPLE_RATE));
            }
            return new Waveform(samples, SAMPLE_RATE);
        }

        @Override
        public int sampleRate() {
            return SAMPLE_RATE;
        }

        @Override
        public long bytes() {
            weighed.incrementAndGet();
            return merged ? MERGED_BYTES : 0;
        }

        private void pass(BooleanSupplier unwanted) {
            try {
                while (!gate.tryAcquire(5, TimeUnit.MILLISECONDS)) {
                    if (unwanted.getAsBoolean()) {
                        throw new CancellationException("nobody waits for version " + version);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted at the gate", e);
            }
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true) && merged) {
                closing.run();
                open.decrementAndGet();
            }
        }
    }
}
