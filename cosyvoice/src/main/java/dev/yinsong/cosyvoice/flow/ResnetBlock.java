package dev.yinsong.cosyvoice.flow;

import dev.yinsong.cosyvoice.config.EstimatorConfig;
import dev.yinsong.cosyvoice.nn.Conv1d;
import dev.yinsong.cosyvoice.nn.GroupNorm;
import dev.yinsong.cosyvoice.nn.Linear;
import dev.yinsong.cosyvoice.nn.Weights;
import dev.yinsong.cosyvoice.tensor.Tensor;

/**
 * Two convolutions around a residual; the time is added between them.
 *
 * <pre>
 *   x [B, C_in, T]    time [B|1, 4 · channels]    y [B, C_out, T]
 * </pre>
 */
final class ResnetBlock {

    private final ConvBlock block1, block2;
    private final Linear time;
    private final Conv1d residual;

    ResnetBlock(Weights weights) {
        this.block1 = new ConvBlock(weights.at("block1.block"));
        this.block2 = new ConvBlock(weights.at("block2.block"));
        this.time = weights.linear("mlp.1");
        this.residual = weights.conv1d("res_conv", 1, 0, 1);
    }

    Tensor apply(Tensor x, FrameMask mask, Tensor time) {
        x = mask.apply(x);
        var h = block1.apply(x, mask);
        h = h.add(this.time.apply(time.mish()).unsqueeze(2)); // padded frames get it too
        h = block2.apply(mask.apply(h), mask);
        return h.add(residual.apply(x));
    }

    /** A convolution, normalised and activated. */
    static final class ConvBlock {

        private final Conv1d conv;
        private final GroupNorm norm;

        ConvBlock(Weights weights) {
            this.conv = weights.conv1d("0", 1, 1, 1);
            this.norm = weights.groupNorm("1", EstimatorConfig.GROUPS);
        }

        /** @param x masked frames */
        Tensor apply(Tensor x, FrameMask mask) {
            return mask.apply(norm.apply(conv.apply(x)).mish());
        }
    }
}
