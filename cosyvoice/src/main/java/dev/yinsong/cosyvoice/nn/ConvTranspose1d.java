package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.function.Supplier;

/** Transposed convolution over time: [B, C_in, T] to [B, C_out, (T-1)·stride - 2·padding + kernel]. */
public final class ConvTranspose1d {

    private final Supplier<Tensor> weight, bias;
    private final int stride, padding;

    ConvTranspose1d(Supplier<Tensor> weight, Supplier<Tensor> bias, int stride, int padding) {
        this.weight = weight;
        this.bias = bias;
        this.stride = stride;
        this.padding = padding;
    }

    public Tensor apply(Tensor x) {
        return x.convTranspose1d(weight.get(), bias.get(), stride, padding);
    }
}
