package dev.yinsong.cosyvoice;

import java.util.List;

/** What a JVM is started with that runs a model. */
public final class JavaOptions {

    /** Native libraries and their memory, and the processor's vectors, of which java warns that they are an incubator's. */
    public static final List<String> ALL = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--add-modules=jdk.incubator.vector");

    private JavaOptions() {}
}
