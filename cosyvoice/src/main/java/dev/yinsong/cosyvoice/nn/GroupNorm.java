package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Tensor;

/** Normalisation over groups of channels and all of time (Wu and He, 2018): [B, C, T]. */
public record GroupNorm(int groups, Tensor weight, Tensor bias) {

    private static final double EPSILON = 1e-5;

    public Tensor apply(Tensor x) {
        return x.groupNorm(groups, weight, bias, EPSILON);
    }
}
