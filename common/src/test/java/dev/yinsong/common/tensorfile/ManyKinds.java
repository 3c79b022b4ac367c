package dev.yinsong.common.tensorfile;

import java.nio.ByteBuffer;
import java.util.List;

/** A few tensors of many kinds, as another program has to find them in a file. */
final class ManyKinds {

    private ManyKinds() {}

    static List<TensorEntry> tensors() {
        return List.of(
                TensorEntry.of("b.weight", new float[] {1, 2, 3, 4, 5, 6}, 2, 3),
                TensorEntry.of("a.count", new long[] {1L << 40}),
                new TensorEntry("half", DType.F16, new long[] {1}, ByteBuffer.wrap(new byte[] {0, 0x3c})),
                new TensorEntry("brain", DType.BF16, new long[] {1}, ByteBuffer.wrap(new byte[] {0, 0x40})),
                new TensorEntry("flag", DType.BOOL, new long[] {2}, ByteBuffer.wrap(new byte[] {0, 1})),
                TensorEntry.of("empty", new float[0], 0, 4));
    }
}
