package dev.yinsong.cosyvoice.tensor;

/** The type in which frozen weights and activations are kept; trained weights and losses are always F32. */
public enum Precision {
    FP32(DType.F32),
    BF16(DType.BF16),
    FP16(DType.F16);

    private final DType type;

    Precision(DType type) {
        this.type = type;
    }

    /** The element type. */
    public DType type() {
        return type;
    }
}
