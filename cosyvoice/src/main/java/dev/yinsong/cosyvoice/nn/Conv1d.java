package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.function.Supplier;

/** Convolution over time: [B, C_in, T] to [B, C_out, T']. */
public final class Conv1d {

    private final Supplier<Tensor> weight;
    private final Tensor bias;
    private final int stride, padding, dilation;

    Conv1d(Supplier<Tensor> weight, Tensor bias, int stride, int padding, int dilation) {
        this.weight = weight;
        this.bias = bias;
        this.stride = stride;
        this.padding = padding;
        this.dilation = dilation;
    }

    public Tensor apply(Tensor x) {
        return x.conv1d(weight.get(), bias, stride, padding, dilation);
    }
}
