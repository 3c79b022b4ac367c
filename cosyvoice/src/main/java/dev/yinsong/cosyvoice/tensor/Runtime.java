package dev.yinsong.cosyvoice.tensor;

import ai.djl.pytorch.jni.JniUtils;

/** Settings of libtorch in this process. */
public final class Runtime {

    private static volatile Device device = Device.CPU;

    private Runtime() {}

    /** Chooses the device on which this process makes its tensors. */
    public static void use(Device chosen) {
        device = chosen;
    }

    /** The device on which tensors are made. */
    public static Device device() {
        return device;
    }

    /** Sets how many threads one operation may use. */
    public static void threads(int count) {
        Libtorch.load();
        JniUtils.setNumThreads(count);
    }

    /** Seeds the generator that dropout draws from; it is one for the whole process. */
    public static void seed(long seed) {
        Libtorch.load();
        JniUtils.setSeed(seed);
    }
}
