package dev.yinsong.cosyvoice.flow;

import dev.yinsong.cosyvoice.config.EstimatorConfig;
import dev.yinsong.cosyvoice.nn.LayerNorm;
import dev.yinsong.cosyvoice.nn.Linear;
import dev.yinsong.cosyvoice.nn.Weights;
import dev.yinsong.cosyvoice.tensor.Tensor;

/** Self-attention of frames to frames, then a feed-forward layer, as diffusers names them: [B, T, C] to the same. */
final class TransformerBlock {

    private static final double EPSILON = 1e-5;

    private final int heads;
    private final LayerNorm norm1, norm3;
    private final Linear query, key, value, out, up, down;

    TransformerBlock(Weights weights, EstimatorConfig config) {
        this.heads = config.heads();
        this.norm1 = weights.layerNorm("norm1", EPSILON);
        this.query = weights.linear("attn1.to_q");
        this.key = weights.linear("attn1.to_k");
        this.value = weights.linear("attn1.to_v");
        this.out = weights.linear("attn1.to_out.0");
        this.norm3 = weights.layerNorm("norm3", EPSILON);
        this.up = weights.linear("ff.net.0.proj");
        this.down = weights.linear("ff.net.2");
    }

    Tensor apply(Tensor x, FrameMask mask) {
        x = x.add(attend(norm1.apply(x), mask));
        return x.add(down.apply(up.apply(norm3.apply(x)).gelu()));
    }

    private Tensor attend(Tensor x, FrameMask mask) {
        var projected = Linear.together(x, query, key, value);
        return out.apply(mask.attend(projected.get(0), projected.get(1), projected.get(2), heads));
    }
}
