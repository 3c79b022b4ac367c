package dev.yinsong.common.audio;

import java.util.Arrays;

/** Floats that grow in number. */
final class FloatSink {

    private float[] values = new float[1 << 14];
    private int size;

    void add(float value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    int size() {
        return size;
    }

    float[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
