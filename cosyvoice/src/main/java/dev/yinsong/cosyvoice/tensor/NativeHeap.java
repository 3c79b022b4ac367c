package dev.yinsong.cosyvoice.tensor;

import java.util.Map;

/**
 * How glibc should keep the memory of tensors: variables for the environment of a process, which it reads at its start
 * (mallopt(3)).
 */
public final class NativeHeap {

    private static final int HALF_MIB = 1 << 19;
    private static final int KEPT = 1 << 30; // bytes

    private NativeHeap() {}

    /**
     * For a process that trains. A step takes the memory of the step before, all threads from one heap, for the system clears
     * each page that it gives; but in F32 the holes between larger tensors would take more than there is, so those go back at
     * once.
     */
    public static Map<String, String> ofTraining(Precision precision) {
        int returned = precision == Precision.FP32 ? HALF_MIB : 4 * HALF_MIB;
        return Map.of(
                "MALLOC_MMAP_THRESHOLD_", Integer.toString(returned),
                "MALLOC_TRIM_THRESHOLD_", Integer.toString(KEPT),
                "MALLOC_ARENA_MAX", "1");
    }
}
