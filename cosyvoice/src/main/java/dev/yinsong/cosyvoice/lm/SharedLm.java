package dev.yinsong.cosyvoice.lm;

import dev.yinsong.cosyvoice.config.LlmConfig;
import dev.yinsong.cosyvoice.nn.PackedWeights;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.nn.RowUpdates;
import dev.yinsong.cosyvoice.tensor.Device;
import dev.yinsong.cosyvoice.tensor.Runtime;
import dev.yinsong.cosyvoice.tensor.Scope;
import java.util.List;

/**
 * The language model as the speakers of a batch use it together: the weights of their base, which a step reads once, and
 * the low-rank update of each speaker. For one thread.
 */
final class SharedLm implements AutoCloseable {

    private final RowUpdates updates;
    private final PackedWeights packs = new PackedWeights();
    private final SpeechLm lm;

    SharedLm(Parameters base, LlmConfig config) {
        this.updates = new RowUpdates(base);
        var weights = base.weights().adapted(updates::of);
        this.lm = new SpeechLm(Runtime.device() == Device.CPU ? weights.packed(packs) : weights, config);
    }

    /** Reads the last token of each utterance and leaves it with the scores of its next one. */
    void step(List<Decoding> utterances) {
        // Some operations round one row otherwise than several, so who is alone is computed twice: that costs nothing,
        // for reading the weights is what takes the time.
        var rows = utterances.size() == 1 ? List.of(utterances.getFirst(), utterances.getFirst()) : utterances;
        updates.use(rows.stream().map(Decoding::updates).toList());
        int[] tokens = rows.stream().mapToInt(Decoding::last).toArray();
        try (var scope = Scope.open()) {
            var caches = utterances.stream().map(Decoding::cache).toList();
            float[] scores = lm.next(tokens, caches).floats();
            for (int row = 0; row < utterances.size(); row++) {
                utterances.get(row).scored(scores, row);
            }
        }
    }

    @Override
    public void close() {
        updates.close();
        packs.close();
    }
}
