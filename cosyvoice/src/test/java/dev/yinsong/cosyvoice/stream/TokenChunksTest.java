package dev.yinsong.cosyvoice.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.cosyvoice.lm.TokenSource;
import dev.yinsong.cosyvoice.stream.TokenChunks.Chunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenChunksTest {

    private static final int RATE = 50, SHARED = 20;

    private final AtomicInteger drawn = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 54, 55, 56, 104, 105, 500, 1234})
    void speaksEveryTokenAndSharesSomeBetweenNeighbours(int count) {
        var chunks = all(count);

        var joined = new ArrayList<Integer>();
        for (var chunk : chunks) {
            int shared = joined.isEmpty() ? 0 : SHARED;
            var tokens = Arrays.stream(chunk.tokens()).boxed().toList();
            assertThat(tokens.subList(0, shared)).isEqualTo(joined.subList(joined.size() - shared, joined.size()));
            joined.addAll(tokens.subList(shared, tokens.size()));
        }
        assertThat(joined).isEqualTo(IntStream.range(0, count).boxed().toList());
        assertThat(chunks).last().extracting(Chunk::last).isEqualTo(true);
        assertThat(chunks.subList(0, chunks.size() - 1)).noneMatch(Chunk::last);
    }

    @Test
    void beginsWithAShortChunkDoublesItAndEndsWithNoneThatIsTiny() {
        var lengths =
                all(1000).stream().map(chunk -> chunk.tokens().length - SHARED).toList();

        assertThat(lengths).startsWith(RATE / 2, RATE, 2 * RATE, 4 * RATE, 4 * RATE);
        for (int count = 1; count < 1000; count++) {
            var chunks = all(count);
            int least = chunks.size() == 1 ? 1 : SHARED + RATE / 5;
            assertThat(chunks.getLast().tokens().length).isGreaterThanOrEqualTo(least);
        }
    }

    @Test
    void drawsNoMoreTokensThanTheChunkNeeds() {
        var chunks = new TokenChunks(source(1000), RATE, SHARED);

        chunks.next();
        assertThat(drawn).hasValue(RATE / 2 + SHARED + RATE / 5);

        chunks.next();
        assertThat(drawn).hasValue(RATE / 2 + RATE + SHARED + RATE / 5);
    }

    @Test
    void hasNoChunkWhenNothingIsSaid() {
        assertThat(all(0)).isEmpty();
    }

    private List<Chunk> all(int count) {
        var chunks = new TokenChunks(source(count), RATE, SHARED);
        var all = new ArrayList<Chunk>();
        for (var chunk = chunks.next(); chunk.isPresent(); chunk = chunks.next()) {
            all.add(chunk.get());
        }
        assertThat(chunks.tokens()).isEqualTo(IntStream.range(0, count).toArray());
        return all;
    }

    private TokenSource source(int count) {
        drawn.set(0);
        return () -> drawn.get() == count ? OptionalInt.empty() : OptionalInt.of(drawn.getAndIncrement());
    }
}
