package dev.yinsong.cosyvoice.lm;

import dev.yinsong.cosyvoice.config.LlmConfig;
import dev.yinsong.cosyvoice.nn.KvCache;
import dev.yinsong.cosyvoice.nn.LowRanks;
import dev.yinsong.cosyvoice.nn.PackedEncoder;
import dev.yinsong.cosyvoice.nn.PackedWeights;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.nn.RowUpdates;
import dev.yinsong.cosyvoice.tensor.Team;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The steps of a {@link SpeechLm} as one member of a team takes them, with weights of its own in the order in which they
 * are read. On the CPU; for the member's thread.
 */
final class PackedLm implements SharedLm.Steps {

    private final int rows;
    private final RowUpdates updates;
    private final PackedWeights packs;
    private final PackedEncoder encoder;
    private final Tensor speechEmbedding;
    private final PackedWeights.Part decoder;

    /**
     * A member's weights.
     *
     * @param rows how many are always computed, so that each is computed alike, and the most of one step
     * @param skipping whether weights behind zeros are left unread, which pays where reading is the cost
     */
    PackedLm(Parameters base, LlmConfig config, Team.Member member, int rows, boolean skipping) {
        var weights = base.weights();
        this.rows = rows;
        this.updates = new RowUpdates(base, member);
        this.packs = new PackedWeights(member, rows, updates);
        this.encoder = new PackedEncoder(weights.at("llm"), config.encoder(), packs, skipping);
        this.speechEmbedding = weights.tensor("speech_embedding.weight");
        this.decoder = packs.someOutputs(weights.linear("llm_decoder"));
    }

    /**
     * {@inheritDoc}
     *
     * <p>Attention is computed row by row and nothing else looks beyond a row; a row's scores are the same to the last bit
     * whichever the others are, as long as there are two.
     */
    @Override
    public float[] scores(List<LowRanks> voices, int[] tokens, List<KvCache> caches) {
        updates.use(voices);
        var embedded = speechEmbedding.embed(Tensor.ids(filledUp(tokens))).transpose(0, 1); // [rows, 1, C]
        var scores = packs.whole(decoder, encoder.step(embedded, caches));
        return scores.slice(0, 0, tokens.length).floats();
    }

    private int[] filledUp(int[] tokens) {
        var all = Arrays.copyOf(tokens, rows);
        Arrays.fill(all, tokens.length, rows, tokens[tokens.length - 1]);
        return all;
    }

    @Override
    public void keepOnly(List<List<LowRanks>> used) {
        updates.keepOnly(used);
    }

    @Override
    public void close() {
        updates.close();
        encoder.close();
        packs.close();
    }
}
