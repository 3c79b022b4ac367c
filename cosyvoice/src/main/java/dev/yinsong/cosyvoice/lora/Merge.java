package dev.yinsong.cosyvoice.lora;

import dev.yinsong.common.tensorfile.DType;
import dev.yinsong.common.tensorfile.TensorEntry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Low-rank updates made part of the weights: W + (α/r)·B·A. The base's own weights are never changed. */
public final class Merge {

    private Merge() {}

    /**
     * A merged weight, of the original's type.
     *
     * @param weight W, [out, in]
     * @throws BadAdapter when the shapes differ
     */
    public static TensorEntry merged(TensorEntry weight, Factors factors, double scale) {
        var shape = weight.shape();
        if (shape.length != 2 || shape[0] != factors.out() || shape[1] != factors.in()) {
            throw new BadAdapter(
                    "an update from " + factors.in() + " to " + factors.out() + " values does not fit " + weight);
        }
        var sum = weight.floats();
        add(sum, factors, (float) scale);
        return new TensorEntry(weight.name(), weight.dtype(), shape, encode(sum, weight.dtype()));
    }

    private static void add(float[] weight, Factors factors, float scale) {
        int in = factors.in();
        var row = new float[in];
        for (int o = 0; o < factors.out(); o++) {
            java.util.Arrays.fill(row, 0);
            for (int k = 0; k < factors.rank(); k++) {
                float b = factors.b()[o * factors.rank() + k];
                int from = k * in;
                for (int i = 0; i < in; i++) {
                    row[i] += b * factors.a()[from + i];
                }
            }
            for (int i = 0; i < in; i++) {
                weight[o * in + i] += scale * row[i];
            }
        }
    }

    private static ByteBuffer encode(float[] values, DType dtype) {
        var bytes = ByteBuffer.allocate(values.length * dtype.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        switch (dtype) {
            case F32 -> bytes.asFloatBuffer().put(values);
            case F64 -> {
                for (float value : values) {
                    bytes.putDouble(value);
                }
            }
            case F16 -> {
                for (float value : values) {
                    bytes.putShort(Float.floatToFloat16(value));
                }
            }
            case BF16 -> {
                for (float value : values) {
                    bytes.putShort(bfloat16(value));
                }
            }
            case I64, I32, I16, I8, U8, BOOL -> throw new BadAdapter("a weight of type " + dtype + " cannot be merged");
        }
        return bytes.rewind();
    }

    /** The nearest number with eight bits of mantissa, ties to even, as torch rounds. */
    private static short bfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
    }
}
