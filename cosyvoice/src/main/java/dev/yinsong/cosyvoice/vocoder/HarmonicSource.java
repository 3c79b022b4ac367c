package dev.yinsong.cosyvoice.vocoder;

import dev.yinsong.cosyvoice.config.HiftConfig;
import dev.yinsong.cosyvoice.nn.Linear;
import dev.yinsong.cosyvoice.nn.Weights;
import dev.yinsong.cosyvoice.tensor.DType;
import dev.yinsong.cosyvoice.tensor.Noise;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import dev.yinsong.cosyvoice.tensor.Values;
import java.util.stream.IntStream;

/**
 * The excitation: harmonics of F0 where there is voice and noise where there is none (Wang et al., 2019).
 *
 * <pre>
 *   f0 [B, T] in hertz    source [B, 1, N], N = T · samples per frame    H = harmonics with the fundamental
 * </pre>
 *
 * <p>F0 gets no gradient from it, as upstream's.
 */
final class HarmonicSource {

    private final HiftConfig config;
    private final int harmonics;
    private final Linear merge;

    HarmonicSource(Weights weights, HiftConfig config) {
        this.config = config;
        this.harmonics = config.harmonics() + 1;
        this.merge = weights.linear("l_linear");
    }

    /**
     * The source of one item after another.
     *
     * @param noise gives the phases of the harmonics first, then the noise of each
     */
    Tensor apply(Tensor f0, Noise noise) {
        return Scope.within(() -> {
            var pitch = pitch(f0);
            var phases = startingPhases(f0.size(0), noise);
            var hiss = noise.normal(f0.size(0), harmonics, pitch.size(2));
            return excite(pitch, cycles(pitch), phases, hiss);
        });
    }

    /** Of each sample, [B, 1, N]. */
    private Tensor pitch(Tensor f0) {
        int samples = Math.multiplyExact(f0.size(1), config.samplesPerFrame());
        return f0.detached().unsqueeze(1).interpolateNearest(samples);
    }

    /**
     * How often each harmonic has swung at each sample: [B, H, N] in double, for a float would lose the phase within
     * seconds.
     */
    private Tensor cycles(Tensor pitch) {
        var swings = pitch.mul(multiples().like(pitch)).div(config.sampleRate());
        return swings.cast(DType.F64).cumsum(-1);
    }

    private Tensor excite(Tensor pitch, Tensor cycles, Tensor phases, Tensor hiss) {
        var angle = cycles.remainder(1).like(pitch).mul(2 * Math.PI);
        var sine = angle.add(phases.like(pitch)).sin().mul(config.sineAmplitude());
        var voiced = pitch.greater(config.voicedThreshold()).like(pitch);
        var deviation = voiced.mul(config.noiseDeviation())
                .add(voiced.mul(-1).add(1).mul(config.sineAmplitude()).div(3));
        var sines = sine.mul(voiced).add(deviation.mul(hiss.like(pitch))); // [B, H, N]
        return merge.apply(sines.transposed()).transposed().tanh();
    }

    private Tensor multiples() {
        var values = new float[harmonics];
        IntStream.range(0, harmonics).forEach(i -> values[i] = i + 1);
        return Tensor.of(values, 1, harmonics, 1);
    }

    /** Random phases; that of the fundamental is 0. */
    private Tensor startingPhases(int rows, Noise noise) {
        var phases = noise.uniform(-Math.PI, Math.PI, rows, harmonics, 1);
        return Tensor.cat(1, phases.slice(1, 0, 1).mul(0), phases.slice(1, 1, harmonics));
    }

    /**
     * The source of one utterance whose frames come piece by piece: the sines go on where they were, and the noise is
     * drawn sample by sample, so that nobody can tell where the pieces met.
     */
    final class Continued {

        private final Noise noise;
        private final Values phases; // [1, H, 1]
        private Values swung; // [1, H, 1], cycles so far without the whole ones

        Continued(Noise noise) {
            this.noise = noise;
            try (var scope = Scope.open()) {
                this.phases = Values.of(startingPhases(1, noise));
                this.swung = Values.of(Tensor.zeros(1, harmonics, 1));
            }
        }

        /** The source [1, 1, n] of the next frames, whose F0 is [1, t]. */
        Tensor next(Tensor f0) {
            return Scope.within(() -> {
                var pitch = pitch(f0);
                int samples = pitch.size(2);
                var cycles = cycles(pitch).add(swung.tensor());
                swung = Values.of(cycles.slice(2, samples - 1, samples).remainder(1));
                var hiss = noise.normal(1, samples, harmonics).transposed();
                return excite(pitch, cycles, phases.tensor(), hiss);
            });
        }
    }
}
