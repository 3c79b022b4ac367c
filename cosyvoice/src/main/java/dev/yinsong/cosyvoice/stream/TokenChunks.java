package dev.yinsong.cosyvoice.stream;

import dev.yinsong.cosyvoice.lm.TokenSource;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts the tokens of an utterance into the chunks that are spoken one after the other.
 *
 * <p>The first chunk is short, for somebody waits for it; each following one has twice the length, up to a bound, for it
 * has its predecessor's time to be made in. Neighbours share some tokens, which both speak. Where the cuts are depends on
 * nothing but the number of tokens, so an utterance is the same however fast its tokens come.
 */
public final class TokenChunks {

    /**
     * Some tokens in a row.
     *
     * @param tokens the last ones are also the first ones of the next chunk, unless this is the last
     * @param last whether the utterance ends here
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on once, compared by nobody
    public record Chunk(int[] tokens, boolean last) {}

    private static final double FIRST_SECONDS = 0.5, MOST_SECONDS = 4;

    /** Speech that must follow a cut: what little would be left would sound poor, for it knows too little around it. */
    private static final double LEAST_SECONDS = 0.2;

    private final TokenSource source;
    private final int shared, most, least;
    private int[] tokens;
    private int size, start, hop;
    private boolean ended;

    /**
     * Chunks of an utterance.
     *
     * @param tokenRate speech tokens a second
     * @param shared tokens that neighbours share
     */
    public TokenChunks(TokenSource source, double tokenRate, int shared) {
        this.source = source;
        this.shared = shared;
        this.hop = (int) (FIRST_SECONDS * tokenRate);
        this.most = (int) (MOST_SECONDS * tokenRate);
        this.least = (int) (LEAST_SECONDS * tokenRate);
        this.tokens = new int[2 * most];
    }

    /** The next chunk, which it may wait for; nothing after the last one, or when there are no tokens at all. */
    public Optional<Chunk> next() {
        int end = start + hop + shared;
        while (!ended && size < end + least) {
            read();
        }
        if (size >= end + least) {
            var chunk = new Chunk(Arrays.copyOfRange(tokens, start, end), false);
            start += hop;
            hop = Math.min(2 * hop, most);
            return Optional.of(chunk);
        }
        if (start == size) {
            return Optional.empty();
        }
        var chunk = new Chunk(Arrays.copyOfRange(tokens, start, size), true);
        start = size;
        return Optional.of(chunk);
    }

    private void read() {
        var token = source.next();
        if (token.isEmpty()) {
            ended = true;
            return;
        }
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * size);
        }
        tokens[size++] = token.getAsInt();
    }

    /** All tokens that were read so far. */
    public int[] tokens() {
        return Arrays.copyOf(tokens, size);
    }
}
