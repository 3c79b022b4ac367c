package dev.yinsong.cosyvoice.flow;

import dev.yinsong.cosyvoice.nn.Linear;
import dev.yinsong.cosyvoice.nn.Weights;
import dev.yinsong.cosyvoice.tensor.Tensor;

/** What the U-Net knows of the diffusion time: sinusoids, then two linear layers. [B] to [B, 4 · channels]. */
final class TimeEmbedding {

    private static final double SCALE = 1000;

    private final int size;
    private final Linear linear1, linear2;

    TimeEmbedding(Weights weights, int size) {
        this.size = size;
        this.linear1 = weights.linear("linear_1");
        this.linear2 = weights.linear("linear_2");
    }

    /** @param like a tensor of the type in which the network computes */
    Tensor apply(Tensor t, Tensor like) {
        return linear2.apply(linear1.apply(sinusoids(t, size).like(like)).silu());
    }

    /** Sines, then cosines, of {@code 1000 t} at rates from 1 down to 1/10000: [B] to [B, size]. */
    static Tensor sinusoids(Tensor t, int size) {
        return Tensor.timeSinusoids(t, size, SCALE);
    }
}
