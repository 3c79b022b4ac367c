package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Tensor;

/** Sinusoids of distances between positions, as espnet's relative position encoding. */
public final class Positions {

    private Positions() {}

    /**
     * Encodings of all distances from {@code size - 1} down to {@code last}.
     *
     * @return [1, size - last, channels], sin and cos interleaved
     */
    public static Tensor descending(int size, int last, int channels) {
        var distances = new float[size - last];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = size - 1 - i;
        }
        return Tensor.sinusoids(Tensor.of(distances, distances.length), channels)
                .unsqueeze(0);
    }
}
