package dev.yinsong.cosyvoice.vocoder;

import dev.yinsong.cosyvoice.config.F0Config;
import dev.yinsong.cosyvoice.config.HiftConfig;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import dev.yinsong.cosyvoice.tensor.Values;

/**
 * The waveform of mel frames that come piece by piece: the same samples, but for rounding, as if all had come at once.
 *
 * <p>A sample is given out when everything that it depends on is there, and each piece is decoded together with as many
 * frames before and behind it as the vocoder sees. So there are no seams. (Upstream decodes a piece up to its end, where
 * frames are missing, and fades the next one in over 20 frames; the sound waits as long for its successor.)
 *
 * <p>It belongs to one utterance.
 */
public final class SoundStream {

    private final HiFT hift;
    private final HarmonicSource.Continued sines;
    private final int samplesPerFrame, reach;
    private Values mel; // [1, M, n], from the first frame that is still needed
    private Values source; // [1, 1, n], from the same frame on
    private int dropped; // frames before these
    private int sourced, spoken; // frames whose source is made, whose samples are given out

    SoundStream(HiFT hift, HarmonicSource.Continued sines, HiftConfig config) {
        this.hift = hift;
        this.sines = sines;
        this.samplesPerFrame = config.samplesPerFrame();
        this.reach = config.reach();
        this.mel = Values.none(1, config.melSize(), 0);
        this.source = Values.none(1, 1, 0);
    }

    /**
     * The samples that are settled once these frames are there, perhaps none.
     *
     * @param frames the next ones, [1, M, T]; T may be 0
     * @param last whether none follow
     */
    public float[] next(Tensor frames, boolean last) {
        try (var scope = Scope.open()) {
            var known = Tensor.cat(2, mel.tensor(), frames);
            int end = dropped + known.size(2);
            int voiced = Math.max(sourced, last ? end : end - F0Config.REACH);
            var excitation = excitation(known, voiced);
            int until = Math.max(spoken, last ? end : voiced - reach);
            var samples = until == spoken ? new float[0] : decoded(known, excitation, voiced, until);
            spoken = until;
            keep(known, excitation);
            return samples;
        }
    }

    /** The source up to a frame: what there is already, and that of the frames whose F0 is settled by now. */
    private Tensor excitation(Tensor known, int voiced) {
        if (voiced == sourced) {
            return source.tensor();
        }
        int from = Math.max(dropped, sourced - F0Config.REACH);
        var f0 = hift.f0(known.slice(2, from - dropped, known.size(2)));
        var fresh = sines.next(f0.slice(1, sourced - from, voiced - from));
        sourced = voiced;
        return Tensor.cat(2, source.tensor(), fresh);
    }

    private float[] decoded(Tensor known, Tensor excitation, int voiced, int until) {
        int from = Math.max(dropped, spoken - reach);
        var wave = hift.decode(
                known.slice(2, from - dropped, voiced - dropped),
                excitation.slice(2, samples(from - dropped), samples(voiced - dropped)));
        return wave.slice(1, samples(spoken - from), samples(until - from))
                .copy()
                .floats();
    }

    private void keep(Tensor known, Tensor excitation) {
        int from = Math.max(dropped, spoken - reach);
        mel = Values.of(known.slice(2, from - dropped, known.size(2)));
        source = Values.of(excitation.slice(2, samples(from - dropped), excitation.size(2)));
        dropped = from;
    }

    private long samples(int frames) {
        return (long) frames * samplesPerFrame;
    }
}
