package dev.yinsong.cosyvoice.step;

import dev.yinsong.cosyvoice.config.EncoderConfig;
import dev.yinsong.cosyvoice.nn.Weights;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Team;
import java.lang.foreign.Arena;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * What the next position of a row attends to, in those heads that a member of a team has: as
 * {@code nn.RelativeAttention} (Dai et al., 2019).
 */
final class StepAttention {

    private final int heads, firstHead, size;
    private final float scale;
    private final float[] contentBias, positionBias; // [h, D]
    private final Distances distances;
    private final float[] query;
    private float[] scores = {}, apart = {}; // of each position, of each distance

    /**
     * @param weights of the attention
     * @param arena of what is computed from them
     */
    StepAttention(Weights weights, EncoderConfig config, Team.Member member, Arena arena) {
        this.heads = member.to(config.heads()) - member.from(config.heads());
        this.firstHead = member.from(config.heads());
        this.size = config.headSize();
        this.scale = (float) (1 / Math.sqrt(size));
        this.query = new float[size];
        this.distances = new Distances(weights, config, member, arena);
        try (var scope = Scope.open()) {
            this.contentBias = member.part(weights.tensor("pos_bias_u"), 0).floats();
            this.positionBias = member.part(weights.tensor("pos_bias_v"), 0).floats();
        }
    }

    /** Room for what {@link #attend} makes of a row, the last head's whole vectors included. */
    Rows rows() {
        return new Rows((heads - 1) * size + Lanes.padded(size, Lanes.TWO));
    }

    /** Numbers of a row's queries, as of its keys and its values. */
    int width() {
        return heads * size;
    }

    /**
     * Attends from a row's next position to itself and to all before it.
     *
     * @param projected query, key and value of the row, each [h, D]
     * @param layer of the row's past, with room for the position
     * @param position its index
     */
    void attend(Rows projected, int row, PastLayer layer, int position, Rows attended) {
        int positions = position + 1;
        reserve(positions);
        float[] values = projected.values;
        for (int head = 0; head < heads; head++) {
            int q = projected.at(row) + head * size;
            int k = q + width();
            layer.write(firstHead + head, position, values, k, values, k + width());
            biased(values, q, positionBias, head);
            distances.scores(head, query, positions, apart);
            biased(values, q, contentBias, head);
            layer.scores(firstHead + head, query, positions, scores);
            float sum = weights(positions);
            int to = attended.at(row) + head * size;
            layer.weighted(firstHead + head, scores, positions, attended.values, to);
            for (int i = 0; i < size; i++) {
                attended.values[to + i] /= sum;
            }
        }
    }

    private void reserve(int positions) {
        distances.reserve(positions);
        if (scores.length < positions) {
            int capacity = distances.capacity();
            scores = new float[capacity];
            apart = new float[capacity];
        }
    }

    private void biased(float[] values, int at, float[] bias, int head) {
        for (int i = 0; i < size; i++) {
            query[i] = values[at + i] + bias[head * size + i];
        }
    }

    /** Turns scores into weights, and returns their sum (softmax). */
    private float weights(int positions) {
        float highest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < positions; i++) {
            scores[i] = (scores[i] + apart[positions - 1 - i]) * scale;
            highest = Math.max(highest, scores[i]);
        }
        int whole = Lanes.padded(positions, Lanes.COUNT);
        Arrays.fill(scores, positions, whole, Float.NEGATIVE_INFINITY);
        var sums = FloatVector.zero(Lanes.FLOATS);
        for (int i = 0; i < whole; i += Lanes.COUNT) {
            var weights = Lanes.exp(Lanes.at(scores, i).sub(highest));
            weights.intoArray(scores, i);
            sums = sums.add(weights);
        }
        return Lanes.sum(sums);
    }
}
