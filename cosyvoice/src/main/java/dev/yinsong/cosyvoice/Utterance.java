package dev.yinsong.cosyvoice;

import dev.yinsong.cosyvoice.flow.Flow;
import dev.yinsong.cosyvoice.lm.TokenStream;
import dev.yinsong.cosyvoice.stream.Rendering;
import dev.yinsong.cosyvoice.stream.TokenChunks;
import dev.yinsong.cosyvoice.stream.TokenChunks.Chunk;
import dev.yinsong.cosyvoice.tensor.Scope;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A text that a voice has begun to speak: its tokens are being drawn, whether anybody listens yet or not. Belongs to one
 * thread; close it before the voice.
 */
public final class Utterance implements AutoCloseable {

    private final TokenStream tokens;
    private final Supplier<Rendering> renderings;
    private final Studio studio;
    private final double tokenRate;
    private final int sampleRate;

    Utterance(TokenStream tokens, Supplier<Rendering> renderings, Studio studio, double tokenRate, int sampleRate) {
        this.tokens = tokens;
        this.renderings = renderings;
        this.studio = studio;
        this.tokenRate = tokenRate;
        this.sampleRate = sampleRate;
    }

    /**
     * Makes its sound, once.
     *
     * @param sink gets each chunk as it is made, on this thread
     * @param drawn is told when the last token is drawn, before the sound of the last chunk is made: the language model
     *     has time for something else
     * @throws java.util.concurrent.CancellationException when it became unwanted
     */
    public SpeechReport speak(SampleSink sink, Runnable drawn) {
        try (var scope = Scope.open()) {
            var chunks = new TokenChunks(tokens, tokenRate, Flow.overlapTokens());
            var rendering = renderings.get();
            long samples = 0;
            long waited = 0;
            while (true) {
                long asked = System.nanoTime();
                var chunk = chunks.next();
                waited += System.nanoTime() - asked;
                if (chunk.isEmpty()) {
                    return report(chunks.tokens(), samples, waited, rendering);
                }
                if (chunk.get().last()) {
                    drawn.run();
                }
                samples += speak(chunk.get(), rendering, sink);
            }
        }
    }

    private int speak(Chunk chunk, Rendering rendering, SampleSink sink) {
        float[] sound = studio.render(() -> rendering.sound(chunk));
        if (sound.length > 0) {
            sink.accept(sound);
        }
        return sound.length;
    }

    private SpeechReport report(int[] drawn, long samples, long waitedNanos, Rendering rendering) {
        return new SpeechReport(
                drawn,
                tokens.ended(),
                (double) samples / sampleRate,
                Duration.ofNanos(waitedNanos),
                rendering.flowTime(),
                rendering.vocoderTime());
    }

    /** Draws no more tokens. */
    @Override
    public void close() {
        tokens.close();
    }
}
