package dev.yinsong.cosyvoice.stream;

import dev.yinsong.cosyvoice.tensor.Tensor;
import dev.yinsong.cosyvoice.tensor.Values;
import org.jspecify.annotations.Nullable;

/**
 * Makes speech faster or slower by linear interpolation of its mel frames, which come piece by piece; the pieces that
 * leave it follow each other without a seam.
 */
final class Tempo {

    private final double speed;
    private @Nullable Values waiting; // [1, M, n], the frames that the next one lies between, and later ones
    private int passed; // frames that came before those
    private int made; // frames that have left

    /** @param speed 1 leaves the frames alone, 2 halves their number */
    Tempo(double speed) {
        this.speed = speed;
    }

    /**
     * The frames that can be told from what has come.
     *
     * @param mel [1, M, T], the next frames
     * @param last whether none follow
     * @return [1, M, n]
     */
    Tensor next(Tensor mel, boolean last) {
        if (speed == 1) {
            return mel;
        }
        var known = waiting == null ? mel : Tensor.cat(2, waiting.tensor(), mel);
        int end = passed + known.size(2);
        int ready =
                Math.max(made, last ? Math.max(1, (int) (end / speed)) : (int) Math.ceil((end - 0.5) / speed - 0.5));
        var frames = interpolated(known, ready);
        made = ready;
        keepFrom(known, Math.min(end - 1, (int) position(made)));
        return frames;
    }

    private Tensor interpolated(Tensor known, int until) {
        int count = until - made;
        var before = new long[count];
        var after = new long[count];
        var share = new float[count];
        int lastFrame = known.size(2) - 1;
        for (int i = 0; i < count; i++) {
            double at = Math.clamp(position(made + i) - passed, 0, lastFrame);
            before[i] = (long) at;
            after[i] = Math.min(before[i] + 1, lastFrame);
            share[i] = (float) (at - before[i]);
        }
        var x = known.select(2, Tensor.of(before, count).onDeviceOf(known));
        var y = known.select(2, Tensor.of(after, count).onDeviceOf(known));
        return x.add(y.sub(x).mul(Tensor.of(share, 1, 1, count).onDeviceOf(known)));
    }

    /** Where a frame that leaves lies among those that come, with frames seen as intervals. */
    private double position(int frame) {
        return Math.max(0, (frame + 0.5) * speed - 0.5);
    }

    private void keepFrom(Tensor known, int frame) {
        waiting = Values.of(known.slice(2, frame - passed, known.size(2)));
        passed = frame;
    }
}
