package dev.yinsong.cosyvoice.tensor;

/** Where tensors live. */
public enum Device {
    CPU,
    CUDA
}
