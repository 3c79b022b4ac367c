package dev.yinsong.cosyvoice;

import java.util.ArrayList;
import java.util.List;

/** Puts chunks of samples together. */
final class SampleBuffer {

    private final List<float[]> chunks = new ArrayList<>();

    void add(float[] chunk) {
        chunks.add(chunk);
    }

    float[] all() {
        var all = new float[chunks.stream().mapToInt(chunk -> chunk.length).sum()];
        int at = 0;
        for (var chunk : chunks) {
            System.arraycopy(chunk, 0, all, at, chunk.length);
            at += chunk.length;
        }
        return all;
    }
}
