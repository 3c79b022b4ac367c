package dev.yinsong.cosyvoice.stream;

import dev.yinsong.cosyvoice.tensor.Tensor;
import dev.yinsong.cosyvoice.tensor.Values;
import org.jspecify.annotations.Nullable;

/**
 * Joins the mel frames of chunks: where two of them speak the same tokens, one fades into the other.
 *
 * <p>The weights are upstream's halves of a Hamming window, divided by their sum. Upstream leaves them at 1.08 together,
 * which makes each seam of a logarithmic mel some 4 dB too quiet.
 */
final class MelSeam {

    private final int overlap;
    private final float[] fadeIn;
    private @Nullable Values tail; // [1, M, overlap] of the chunk before

    /** @param overlap frames that neighbours share */
    MelSeam(int overlap) {
        this.overlap = overlap;
        this.fadeIn = fadeIn(overlap);
    }

    private static float[] fadeIn(int length) {
        var weights = new float[length];
        for (int i = 0; i < length; i++) {
            double rising = hamming(i, 2 * length);
            weights[i] = (float) (rising / (rising + hamming(i + length, 2 * length)));
        }
        return weights;
    }

    private static double hamming(int i, int size) {
        return 0.54 - 0.46 * Math.cos(2 * Math.PI * i / (size - 1));
    }

    /**
     * The frames that are settled once a chunk is there.
     *
     * @param mel [1, M, T] of the chunk, T at least the overlap
     * @param last whether no chunk follows
     * @return [1, M, n], without the overlap with the next chunk
     */
    Tensor join(Tensor mel, boolean last) {
        int frames = mel.size(2);
        var joined = tail == null ? mel : faded(tail.tensor(), mel);
        if (last) {
            return joined;
        }
        tail = Values.of(joined.slice(2, frames - overlap, frames));
        return joined.slice(2, 0, frames - overlap);
    }

    private Tensor faded(Tensor before, Tensor mel) {
        var in = Tensor.of(fadeIn, 1, 1, overlap).onDeviceOf(mel);
        var start = mel.slice(2, 0, overlap);
        var seam = before.add(start.sub(before).mul(in));
        return Tensor.cat(2, seam, mel.slice(2, overlap, mel.size(2)));
    }
}
