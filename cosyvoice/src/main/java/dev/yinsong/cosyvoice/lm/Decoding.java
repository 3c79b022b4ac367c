package dev.yinsong.cosyvoice.lm;

import dev.yinsong.common.model.SpeechLength;
import dev.yinsong.cosyvoice.nn.KvCache;
import dev.yinsong.cosyvoice.nn.LowRanks;
import dev.yinsong.cosyvoice.step.Past;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * One utterance being spoken token by token: alone, or with others in a {@link BatchedDecoder}. For one thread at a time;
 * close it with the request.
 */
public final class Decoding implements AutoCloseable {

    /**
     * @param least the end of speech is forbidden before so many tokens
     * @param most decoding stops after so many tokens
     */
    public record Limits(int least, int most) {

        /** A model's bounds for a text of so many tokens, that of a reference clip not counted. */
        public static Limits forText(int tokens, SpeechLength length) {
            return new Limits(tokens * length.least(), tokens * length.most() + length.pauses());
        }
    }

    private final SpeechLm lm;
    private final LowRanks updates;
    private final Limits limits;
    private final RasSampler sampler;
    private final KvCache cache;
    private final IntHistory history = new IntHistory();
    private float[] scores; // of the next token
    private @Nullable Past past;
    private volatile boolean ended;

    private Decoding(SpeechLm lm, LowRanks updates, KvCache cache, float[] scores, Limits limits, RasSampler sampler) {
        this.lm = lm;
        this.updates = updates;
        this.cache = cache;
        this.scores = scores;
        this.limits = limits;
        this.sampler = sampler;
    }

    /**
     * Reads a prompt [1, P, C], speech tokens of a reference clip included.
     *
     * @param updates by which the model differs from its base, if it does
     */
    public static Decoding start(SpeechLm lm, LowRanks updates, Tensor prompt, Limits limits, RasSampler sampler) {
        var cache = lm.cache();
        try (var scope = Scope.open()) {
            return new Decoding(lm, updates, cache, lm.start(prompt, cache).floats(), limits, sampler);
        } catch (RuntimeException e) {
            cache.close();
            throw e;
        }
    }

    /** Draws the next token; false when speech has ended or the limit is reached. */
    public boolean draw() {
        if (ended || history.size() >= limits.most()) {
            return false;
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
        return true;
    }

    /** Takes the scores of the next token from those of a batch, row by row. */
    void scored(float[] batch, int row) {
        System.arraycopy(batch, row * scores.length, scores, 0, scores.length);
    }

    LowRanks updates() {
        return updates;
    }

    /** What it has read; not once {@link #past} was asked for. */
    KvCache cache() {
        return cache;
    }

    /** What it has read, taken into Java's memory when it is first asked for. */
    Past past() {
        var taken = past;
        if (taken == null) {
            taken = Past.of(cache);
            past = taken;
            cache.close();
        }
        return taken;
    }

    /** The token drawn last. */
    public int last() {
        return history.last();
    }

    /** Whether the model itself ended its speech, rather than a limit. */
    public boolean ended() {
        return ended;
    }

    /** All tokens so far. */
    public int[] tokens() {
        return history.toArray();
    }

    /** Decodes to the end, alone. */
    public int[] all() {
        while (draw()) {
            try (var scope = Scope.open()) {
                scored(lm.next(last(), cache).floats(), 0);
            }
        }
        return tokens();
    }

    @Override
    public void close() {
        cache.close();
        if (past != null) {
            past.close();
            past = null;
        }
    }
}
