package dev.yinsong.common.audio;

import java.util.Arrays;

/** {@link Resampler} over a sound that comes in pieces: the pieces of the result, joined, are the whole's result. */
final class RateChange {

    private final int from, to;
    private final int unit; // input samples after which the phases repeat
    private final int margin; // input samples that a kernel reaches to either side
    private final Resampler resampler;
    private float[] held = new float[0];
    private long heldFrom; // index of the first held sample, a multiple of the unit
    private long done; // output samples given away
    private long total; // input samples seen

    RateChange(int from, int to) {
        this.from = from;
        this.to = to;
        this.resampler = Resampler.of(from, to);
        this.unit = resampler.period();
        this.margin = resampler.reach();
    }

    float[] apply(float[] samples) {
        if (from == to) {
            return samples;
        }
        int kept = held.length;
        held = Arrays.copyOf(held, kept + samples.length);
        System.arraycopy(samples, 0, held, kept, samples.length);
        total += samples.length;
        return upTo(Math.max(done, (total - margin) * to / from));
    }

    /** What waited for samples that never came. */
    float[] rest() {
        return from == to ? new float[0] : upTo((total * to + from - 1) / from);
    }

    private float[] upTo(long end) {
        if (end <= done) {
            return new float[0];
        }
        long outputFrom = heldFrom * to / from;
        var whole = resampler.apply(new Waveform(held, from)).samples();
        var fresh = Arrays.copyOfRange(whole, (int) (done - outputFrom), (int) (end - outputFrom));
        done = end;
        forget();
        return fresh;
    }

    private void forget() {
        long needed = done * from / to - margin;
        long units = Math.max(0, (needed - heldFrom) / unit);
        held = Arrays.copyOfRange(held, (int) (units * unit), held.length);
        heldFrom += units * unit;
    }
}
