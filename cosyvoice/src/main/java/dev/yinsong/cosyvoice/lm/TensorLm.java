package dev.yinsong.cosyvoice.lm;

import dev.yinsong.cosyvoice.config.LlmConfig;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.nn.RowUpdates;
import dev.yinsong.cosyvoice.tensor.Scope;
import java.util.List;

/** A {@link SharedLm} whose steps libtorch takes. */
final class TensorLm implements SharedLm {

    private final RowUpdates updates;
    private final SpeechLm lm;

    TensorLm(Parameters base, LlmConfig config) {
        this.updates = new RowUpdates(base);
        this.lm = new SpeechLm(base.weights().adapted(updates::of), config);
    }

    @Override
    public void step(List<Decoding> utterances) {
        var voices = rows(utterances).stream().map(Decoding::updates).toList();
        int[] tokens = rows(utterances).stream().mapToInt(Decoding::last).toArray();
        updates.use(voices);
        try (var scope = Scope.open()) {
            var caches = utterances.stream().map(Decoding::cache).toList();
            float[] scores = lm.next(tokens, caches).floats();
            for (int row = 0; row < utterances.size(); row++) {
                utterances.get(row).scored(scores, row);
            }
        }
        updates.keepOnly(List.of(voices));
    }

    /**
     * Some operations round one row otherwise than several, so who is alone is computed twice: that costs little, for reading
     * the weights is what takes the time.
     */
    private static List<Decoding> rows(List<Decoding> utterances) {
        return utterances.size() == 1 ? List.of(utterances.getFirst(), utterances.getFirst()) : utterances;
    }

    @Override
    public void close() {
        updates.close();
    }
}
