package dev.yinsong.cosyvoice.lm;

import dev.yinsong.cosyvoice.nn.KvCache;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.function.BooleanSupplier;

/**
 * One utterance being spoken token by token. Belongs to one thread; close it with the request.
 *
 * <pre>
 *   try (var decoding = Decoding.start(lm, prompt, limits, sampler)) {
 *       while (decoding.advance()) { ... decoding.last() ... }
 *   }
 * </pre>
 */
public final class Decoding implements AutoCloseable {

    /**
     * @param least the end of speech is forbidden before so many tokens
     * @param most decoding stops after so many tokens
     */
    public record Limits(int least, int most) {

        private static final int LEAST_PER_TEXT_TOKEN = 2, MOST_PER_TEXT_TOKEN = 20; // upstream's ratios

        /** Upstream's bounds for a text of so many tokens, that of a reference clip not counted. */
        public static Limits forText(int tokens) {
            return new Limits(tokens * LEAST_PER_TEXT_TOKEN, tokens * MOST_PER_TEXT_TOKEN);
        }
    }

    private final SpeechLm lm;
    private final Limits limits;
    private final RasSampler sampler;
    private final KvCache cache;
    private final IntHistory history = new IntHistory();
    private float[] scores;
    private int last = -1;
    private boolean ended;

    private Decoding(SpeechLm lm, KvCache cache, float[] scores, Limits limits, RasSampler sampler) {
        this.lm = lm;
        this.cache = cache;
        this.scores = scores;
        this.limits = limits;
        this.sampler = sampler;
    }

    /** Reads a prompt [1, P, C], speech tokens of a reference clip included. */
    public static Decoding start(SpeechLm lm, Tensor prompt, Limits limits, RasSampler sampler) {
        var cache = lm.cache();
        try (var scope = Scope.open()) {
            return new Decoding(lm, cache, lm.start(prompt, cache).floats(), limits, sampler);
        } catch (RuntimeException e) {
            cache.close();
            throw e;
        }
    }

    /** Draws the next token; false when speech has ended or the limit is reached. */
    public boolean advance() {
        if (ended || history.size() >= limits.most()) {
            return false;
        }
        if (last >= 0) {
            try (var scope = Scope.open()) {
                scores = lm.next(last, cache).floats();
            }
        }
        if (history.size() < limits.least()) {
            scores[lm.endOfSpeech()] = Float.NEGATIVE_INFINITY;
        }
        int token = sampler.draw(scores, history);
        if (token == lm.endOfSpeech()) {
            ended = true;
            return false;
        }
        history.add(token);
        last = token;
        return true;
    }

    /** The token drawn last. */
    public int last() {
        return last;
    }

    /** Whether the model itself ended its speech, rather than a limit. */
    public boolean ended() {
        return ended;
    }

    /** All tokens so far. */
    public int[] tokens() {
        return history.toArray();
    }

    /** Decodes to the end, unless it is cancelled. */
    public int[] all(BooleanSupplier cancelled) {
        while (!cancelled.getAsBoolean() && advance()) {}
        return tokens();
    }

    @Override
    public void close() {
        cache.close();
    }
}
