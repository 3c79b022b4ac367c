package dev.yinsong.cosyvoice.flow;

import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.List;

/** Utterances to learn from, together. */
public record FlowBatch(List<Item> items) {

    /**
     * One utterance.
     *
     * @param tokens its speech tokens
     * @param mel natural logarithms of mel magnitudes, [frames, M] row-major
     * @param frames how many mel frames
     * @param speaker the speaker vector
     */
    public record Item(int[] tokens, float[] mel, int frames, float[] speaker) {

        public Item {
            if (frames < 1 || mel.length % frames != 0) {
                throw new IllegalArgumentException(mel.length + " numbers are not " + frames + " mel frames");
            }
            if (tokens.length == 0) {
                throw new IllegalArgumentException("an utterance without speech tokens");
            }
        }
    }

    public FlowBatch {
        items = List.copyOf(items);
        if (items.isEmpty()) {
            throw new IllegalArgumentException("an empty batch");
        }
    }

    /** A batch of one. */
    public static FlowBatch of(Item item) {
        return new FlowBatch(List.of(item));
    }

    int size() {
        return items.size();
    }

    /** Mel frames of the longest item. */
    int frames() {
        return items.stream().mapToInt(Item::frames).max().orElseThrow();
    }

    int[] tokenLengths() {
        return items.stream().mapToInt(item -> item.tokens().length).toArray();
    }

    int[] frameLengths() {
        return items.stream().mapToInt(Item::frames).toArray();
    }

    /** [B, L], padded with 0. */
    Tensor tokens() {
        int longest =
                items.stream().mapToInt(item -> item.tokens().length).max().orElseThrow();
        var ids = new long[size() * longest];
        for (int row = 0; row < size(); row++) {
            var tokens = items.get(row).tokens();
            for (int i = 0; i < tokens.length; i++) {
                ids[row * longest + i] = Math.max(0, tokens[i]);
            }
        }
        return Tensor.of(ids, size(), longest);
    }

    /** The mel of one item: [1, M, T]. */
    Tensor mel(int row, int channels) {
        var item = items.get(row);
        return Tensor.of(item.mel(), 1, item.frames(), channels).transposed();
    }

    /** The speaker vector of one item: [1, size]. */
    Tensor speaker(int row) {
        var vector = items.get(row).speaker();
        return Tensor.of(vector, 1, vector.length);
    }

    /** [B, M, T], padded with 0. */
    Tensor mel(int channels) {
        int longest = frames();
        var values = new float[size() * longest * channels];
        for (int row = 0; row < size(); row++) {
            var mel = items.get(row).mel();
            System.arraycopy(mel, 0, values, row * longest * channels, mel.length);
        }
        return Tensor.of(values, size(), longest, channels).transposed().copy();
    }

    /** [B, size of a speaker vector]. */
    Tensor speakers() {
        int width = items.getFirst().speaker().length;
        var values = new float[size() * width];
        for (int row = 0; row < size(); row++) {
            System.arraycopy(items.get(row).speaker(), 0, values, row * width, width);
        }
        return Tensor.of(values, size(), width);
    }
}
