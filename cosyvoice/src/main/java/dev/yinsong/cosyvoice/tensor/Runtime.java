package dev.yinsong.cosyvoice.tensor;

import ai.djl.pytorch.jni.JniUtils;

/** Settings of libtorch in this process. */
public final class Runtime {

    private Runtime() {}

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
