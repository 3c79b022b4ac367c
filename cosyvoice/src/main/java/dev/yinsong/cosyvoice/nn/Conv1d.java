package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.function.Supplier;

/** Convolution over time: [B, C_in, T] to [B, C_out, T']. */
public final class Conv1d {

    private final Supplier<Tensor> weight, bias;
    private final int stride, padding, dilation;

    Conv1d(Supplier<Tensor> weight, Supplier<Tensor> bias, int stride, int padding, int dilation) {
        this.weight = weight;
        this.bias = bias;
        this.stride = stride;
        this.padding = padding;
        this.dilation = dilation;
    }

    /** An input in the type of the kernel. */
    public Tensor suited(Tensor x) {
        return x.like(bias.get());
    }

    public Tensor apply(Tensor x) {
        return x.conv1d(weight.get(), bias.get(), stride, padding, dilation);
    }
}
