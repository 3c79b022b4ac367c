package dev.yinsong.cosyvoice.tensor;

import ai.djl.ndarray.types.DataType;
import org.jspecify.annotations.Nullable;

/** Element types, with their numbers in torch. */
public enum DType {
    F32(6, DataType.FLOAT32, 4),
    F64(7, DataType.FLOAT64, 8),
    F16(5, DataType.FLOAT16, 2),
    /** Unknown to DJL, which ends the process when it meets this type; torch makes it from F32. */
    BF16(15, null, 2),
    I64(4, DataType.INT64, 8),
    I32(3, DataType.INT32, 4),
    U8(0, DataType.UINT8, 1),
    I8(1, DataType.INT8, 1),
    BOOL(11, DataType.BOOLEAN, 1);

    final int torch;
    private final @Nullable DataType djl;
    final int bytes;

    DType(int torch, @Nullable DataType djl, int bytes) {
        this.torch = torch;
        this.djl = djl;
        this.bytes = bytes;
    }

    /** DJL's name of this type. */
    DataType djl() {
        if (djl == null) {
            throw new IllegalArgumentException("DJL has no " + this);
        }
        return djl;
    }
}
