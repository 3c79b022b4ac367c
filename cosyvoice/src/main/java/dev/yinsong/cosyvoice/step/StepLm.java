package dev.yinsong.cosyvoice.step;

import dev.yinsong.cosyvoice.config.LlmConfig;
import dev.yinsong.cosyvoice.nn.LowRanks;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.tensor.Team;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.lang.foreign.Arena;
import java.util.Collection;
import java.util.List;

/**
 * The steps of the language model of {@code llm.pt} as one member of a team takes them, with weights of its own in the order
 * in which it reads them. Attention is computed row by row and nothing else looks beyond a row, whose scores are the same to
 * the last bit whoever the others are. For the member's thread.
 */
public final class StepLm implements AutoCloseable {

    private final Arena arena = Arena.ofShared(); // closed by another thread than the member's
    private final StepUpdates updates;
    private final StepLayers layers;
    private final StepEncoder encoder;
    private final Tensor speechEmbedding;
    private final StepLinear decoder;
    private final Rows embedded, part, scores;
    private final int size, width;

    /** Copies the member's part of the weights. */
    public StepLm(Parameters base, LlmConfig config, Team.Member member) {
        var weights = base.weights();
        this.updates = new StepUpdates(member);
        this.layers = new StepLayers(member, arena, updates);
        this.encoder = new StepEncoder(weights.at("llm"), config.encoder(), layers);
        this.speechEmbedding = weights.tensor("speech_embedding.weight");
        this.decoder = layers.someOutputs(weights.linear("llm_decoder"));
        this.size = config.speechTokenSize() + 1;
        this.width = speechEmbedding.size(1);
        this.embedded = new Rows(width);
        this.part = new Rows(decoder.outputs());
        this.scores = new Rows(size);
    }

    /**
     * Reads one token of each row.
     *
     * @param pasts of the rows, with room for the token, which they do not count yet
     * @return the scores of the next tokens [rows, V + 1], the same for all members
     */
    public float[] scores(List<LowRanks> voices, int[] tokens, List<Past> pasts) {
        int rows = tokens.length;
        updates.use(voices);
        float[] vectors = speechEmbedding.embed(Tensor.ids(tokens)).floats();
        embedded.of(rows);
        for (int row = 0; row < rows; row++) {
            System.arraycopy(vectors, row * width, embedded.values, embedded.at(row), width);
        }
        decoder.apply(encoder.step(embedded, pasts), rows, part.of(rows));
        layers.whole(part, rows, size, scores.of(rows));
        var all = new float[rows * size];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(scores.values, scores.at(row), all, row * size, size);
        }
        return all;
    }

    /** Forgets the updates of all voices but these. */
    public void keepOnly(Collection<LowRanks> used) {
        updates.keepOnly(used);
    }

    @Override
    public void close() {
        arena.close();
    }
}
