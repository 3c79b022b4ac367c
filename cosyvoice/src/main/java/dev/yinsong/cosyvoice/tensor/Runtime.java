package dev.yinsong.cosyvoice.tensor;

import ai.djl.pytorch.jni.JniUtils;

/** Settings of libtorch in this process. */
public final class Runtime {

    private static final int TRIED = 256, TRIALS = 5;
    private static final long SHARED = 1 << 19; // elements

    private static volatile Device device = Device.CPU;
    private static int cores; // for one operation; 0 before it is known
    private static volatile int shared; // of them, by each operation; 0 before that is decided

    private Runtime() {}

    /** Chooses the device on which this process makes its tensors. */
    public static void use(Device chosen) {
        device = chosen;
    }

    /** The device on which tensors are made. */
    public static Device device() {
        return device;
    }

    /** Sets how many cores one operation may use at most: see {@link #shareCores}. */
    public static synchronized void threads(int count) {
        Libtorch.load();
        cores = count;
        share(count);
    }

    /**
     * Decides whether an operation is shared among the cores or keeps to one: for small matrices, waking the other cores
     * takes longer than the work. Holds for this thread and for those that have not computed yet.
     *
     * @param largest elements of the largest matrix that is multiplied with
     */
    public static synchronized void shareCores(long largest) {
        Libtorch.load();
        share(fitsIntoCache(largest) ? 1 : cores());
    }

    private static boolean fitsIntoCache(long elements) {
        return elements < SHARED;
    }

    private static int cores() {
        if (cores == 0) {
            cores = JniUtils.getNumThreads();
        }
        return cores;
    }

    private static void share(int count) {
        shared = count;
        Cores.keepTo(count);
    }

    /** How many cores an operation is shared among, unless its thread has fewer. */
    static synchronized int sharedCores() {
        Libtorch.load();
        if (shared == 0) {
            shared = cores();
        }
        return shared;
    }

    /**
     * The precision to compute in where one is asked for: itself, or F32 on a processor that only emulates it, which is
     * some hundred times slower. Found out by trying, in a few milliseconds.
     */
    public static Precision usable(Precision asked) {
        if (asked == Precision.FP32 || device == Device.CUDA) {
            return asked;
        }
        try (var scope = Scope.open()) {
            return seconds(asked) < 2 * seconds(Precision.FP32) ? asked : Precision.FP32;
        }
    }

    /** The shortest of some trials: the others were held up by something else on the machine. */
    private static double seconds(Precision precision) {
        var matrix = Tensor.zeros(precision.type(), TRIED, TRIED);
        double shortest = Double.POSITIVE_INFINITY;
        for (int trial = 0; trial < TRIALS; trial++) {
            long begun = System.nanoTime();
            matrix.matmul(matrix);
            shortest = Math.min(shortest, (System.nanoTime() - begun) / 1e9);
        }
        return shortest;
    }
}
