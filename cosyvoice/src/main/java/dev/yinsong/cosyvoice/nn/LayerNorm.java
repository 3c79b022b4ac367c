package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Tensor;

/** Normalisation over the last dimension (Ba et al., 2016). */
public record LayerNorm(Tensor weight, Tensor bias, double epsilon) {

    public Tensor apply(Tensor x) {
        return x.layerNorm(weight, bias, epsilon);
    }
}
