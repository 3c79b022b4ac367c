package dev.yinsong.cosyvoice.lm;

import dev.yinsong.cosyvoice.config.LlmConfig;
import dev.yinsong.cosyvoice.nn.KvCache;
import dev.yinsong.cosyvoice.nn.LowRanks;
import dev.yinsong.cosyvoice.nn.PackedWeights;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.nn.RowUpdates;
import dev.yinsong.cosyvoice.tensor.Device;
import dev.yinsong.cosyvoice.tensor.Runtime;
import dev.yinsong.cosyvoice.tensor.Team;
import java.util.List;

/**
 * The language model as the speakers of a batch use it together: the weights of their base, which a step reads once, and
 * the low-rank update of each speaker. A team of threads takes the step. For one thread.
 */
final class SharedLm implements AutoCloseable {

    private final Team team;
    private final List<Share> shares;

    SharedLm(Parameters base, LlmConfig config) {
        this.team = Team.sharing(config.encoder().heads());
        this.shares = team.members().stream()
                .map(member -> new Share(base, config, member))
                .toList();
    }

    /** Reads the last token of each utterance and leaves it with the scores of its next one. */
    void step(List<Decoding> utterances) {
        // Some operations round one row otherwise than several, so who is alone is computed twice: that costs nothing,
        // for reading the weights is what takes the time.
        var rows = utterances.size() == 1 ? List.of(utterances.getFirst(), utterances.getFirst()) : utterances;
        var voices = rows.stream().map(Decoding::updates).toList();
        int[] tokens = rows.stream().mapToInt(Decoding::last).toArray();
        var caches = utterances.stream().map(Decoding::cache).toList();
        caches.forEach(KvCache::reserveNext);
        float[] scores = team.run(member -> shares.get(member.index()).scores(voices, tokens, caches));
        caches.forEach(KvCache::advance);
        for (int row = 0; row < utterances.size(); row++) {
            utterances.get(row).scored(scores, row);
        }
    }

    /** A member's part of the model. */
    private static final class Share {

        private final RowUpdates updates;
        private final PackedWeights packs;
        private final SpeechLm lm;

        Share(Parameters base, LlmConfig config, Team.Member member) {
            this.updates = new RowUpdates(base, member);
            this.packs = new PackedWeights(member);
            var weights = base.weights().adapted(updates::of);
            this.lm = new SpeechLm(Runtime.device() == Device.CPU ? weights.packed(packs) : weights, config);
        }

        /** Of all rows, behind each other; every member gets the same. */
        float[] scores(List<LowRanks> voices, int[] tokens, List<KvCache> caches) {
            updates.use(voices);
            return lm.scores(tokens, caches).floats();
        }

        void close() {
            updates.close();
            packs.close();
        }
    }

    @Override
    public void close() {
        team.close();
        shares.forEach(Share::close);
    }
}
