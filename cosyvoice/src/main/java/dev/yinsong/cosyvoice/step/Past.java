package dev.yinsong.cosyvoice.step;

import dev.yinsong.cosyvoice.nn.KvCache;
import dev.yinsong.cosyvoice.tensor.Scope;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Keys and values of the positions that an utterance has read, outside the heap. They come in pages, so that nothing moves
 * when an utterance goes on (Kwon et al., PagedAttention, 2023). For one thread at a time; close it with the utterance.
 */
public final class Past implements AutoCloseable {

    private final Arena arena;
    private final List<PastLayer> layers;
    private int length;

    private Past(Arena arena, List<PastLayer> layers, int length) {
        this.arena = arena;
        this.layers = layers;
        this.length = length;
    }

    /** A copy of what a cache holds. */
    public static Past of(KvCache cache) {
        int length = cache.length();
        var arena = Arena.ofShared(); // whoever ends an utterance closes it
        try {
            var layers = IntStream.range(0, cache.layers())
                    .mapToObj(layer -> copied(cache, layer, length, arena))
                    .toList();
            return new Past(arena, layers, length);
        } catch (RuntimeException | Error e) { // memory may be short
            arena.close();
            throw e;
        }
    }

    private static PastLayer copied(KvCache cache, int index, int length, Arena arena) {
        try (var scope = Scope.open()) {
            var keys = cache.keys(index);
            int heads = keys.size(1), size = keys.size(3);
            float[] allKeys = keys.floats(), allValues = cache.values(index).floats();
            var layer = new PastLayer(arena, Pages.of(allKeys, allValues), heads, size);
            layer.reserve(length);
            for (int head = 0; head < heads; head++) {
                for (int position = 0; position < length; position++) {
                    int at = (head * length + position) * size;
                    layer.write(head, position, allKeys, at, allValues, at);
                }
            }
            return layer;
        }
    }

    PastLayer layer(int index) {
        return layers.get(index);
    }

    /** How many positions were read; the next one is of this index. */
    int length() {
        return length;
    }

    /** Makes room for one position more. */
    public void reserveNext() {
        layers.forEach(layer -> layer.reserve(length + 1));
    }

    /** The position after the last was written in all layers. */
    public void advance() {
        length++;
    }

    @Override
    public void close() {
        arena.close();
    }
}
