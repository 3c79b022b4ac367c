package dev.yinsong.cosyvoice.tensor;

import ai.djl.pytorch.jni.JniUtils;
import java.util.concurrent.CompletableFuture;

/** Settings of libtorch in this process. */
public final class Runtime {

    private static final int TRIED = 256, TRIALS = 5;
    private static final long SHARED = 1 << 19; // elements: such a matrix no longer fits into a core's own cache

    private static volatile Device device = Device.CPU;
    private static int cores; // for one operation; 0 before it is known

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
        JniUtils.setNumThreads(count);
    }

    /**
     * Decides whether an operation is shared among the cores or keeps to one: for small matrices, waking the other cores
     * takes longer than the work. Holds for this thread and for those that have not computed yet.
     *
     * @param largest elements of the largest matrix that is multiplied with
     */
    public static synchronized void shareCores(long largest) {
        Libtorch.load();
        if (cores == 0) {
            cores = JniUtils.getNumThreads();
        }
        JniUtils.setNumThreads(largest < SHARED ? 1 : cores);
    }

    /** How many cores an operation of this thread is shared among. */
    static int sharedCores() {
        Libtorch.load();
        return JniUtils.getNumThreads();
    }

    /** Lets each operation of this thread keep to one core from now on; nothing changes for others. */
    static synchronized void keepToOneCore() {
        int others = sharedCores();
        JniUtils.setNumThreads(1);
        // What a thread sets holds for itself and for those that have not computed yet: another one sets it back for
        // them.
        CompletableFuture.runAsync(
                        () -> JniUtils.setNumThreads(others),
                        work -> Thread.ofPlatform().start(work))
                .join();
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
