package dev.yinsong.cosyvoice.step;

import dev.yinsong.cosyvoice.config.EncoderConfig;
import dev.yinsong.cosyvoice.nn.Encoder;
import dev.yinsong.cosyvoice.nn.Weights;
import java.util.List;

/** Attention and feed-forward, each with its norm before it and its input added. */
final class StepEncoderLayer {

    private final StepLayers layers;
    private final StepNorm attentionNorm, feedForwardNorm;
    private final StepLinear projection, out, inner, outer;
    private final StepAttention attention;
    private final boolean conformer;
    private final int width;
    private final Rows normed, projected, attended, hidden;
    private final Rows attentionPart, feedForwardPart; // of their own: the others may still be reading the last one

    StepEncoderLayer(Weights weights, EncoderConfig config, StepLayers layers) {
        var own = weights.at("self_attn");
        this.layers = layers;
        this.width = config.outputSize();
        this.conformer = config.kind() == EncoderConfig.Kind.CONFORMER;
        this.attentionNorm = new StepNorm(weights.layerNorm(config.kind().attentionNorm(), Encoder.LAYER_EPSILON));
        this.projection = layers.someOutputs(own.linear("linear_q"), own.linear("linear_k"), own.linear("linear_v"));
        this.attention = layers.attention(own, config);
        this.out = layers.someInputs(own.linear("linear_out"));
        this.feedForwardNorm = new StepNorm(weights.layerNorm(config.kind().feedForwardNorm(), Encoder.LAYER_EPSILON));
        this.inner = layers.someOutputs(weights.linear("feed_forward.w_1"));
        var outer = weights.linear("feed_forward.w_2");
        this.outer = conformer ? layers.someInputs(outer) : layers.someInputsIfAny(outer); // SiLU leaves nothing zero
        this.normed = new Rows(width);
        this.projected = new Rows(projection.outputs());
        this.attended = attention.rows();
        this.hidden = new Rows(inner.outputs());
        this.attentionPart = new Rows(width);
        this.feedForwardPart = new Rows(width);
    }

    /** Adds to each row's x what the layer makes of it. */
    void step(Rows x, List<Past> pasts, int layer) {
        int rows = pasts.size();
        attentionNorm.apply(x, rows, normed.of(rows));
        projection.apply(normed, rows, projected.of(rows));
        attended.of(rows);
        for (int row = 0; row < rows; row++) {
            var past = pasts.get(row);
            attention.attend(projected, row, past.layer(layer), past.length(), attended);
        }
        out.apply(attended, rows, attentionPart.of(rows));
        layers.addAll(attentionPart, rows, width, x);

        feedForwardNorm.apply(x, rows, normed);
        inner.apply(normed, rows, hidden.of(rows));
        activate(rows);
        outer.apply(hidden, rows, feedForwardPart.of(rows));
        layers.addAll(feedForwardPart, rows, width, x);
    }

    private void activate(int rows) {
        float[] values = hidden.values;
        for (int row = 0; row < rows; row++) {
            int end = hidden.at(row) + inner.outputs();
            for (int i = hidden.at(row); i < end; i++) {
                values[i] = conformer ? values[i] / (1 + (float) Math.exp(-values[i])) : Math.max(0, values[i]);
            }
        }
    }
}
