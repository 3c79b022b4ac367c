package dev.yinsong.cosyvoice.vocoder;

import dev.yinsong.cosyvoice.config.HiftConfig;
import dev.yinsong.cosyvoice.nn.Linear;
import dev.yinsong.cosyvoice.nn.Weights;
import dev.yinsong.cosyvoice.tensor.DType;
import dev.yinsong.cosyvoice.tensor.Noise;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * The excitation: harmonics of F0 where there is voice and noise where there is none (Wang et al., 2019).
 *
 * <pre>
 *   f0 [B, T] in hertz    source [B, 1, N], N = T · samples per frame
 * </pre>
 *
 * <p>F0 gets no gradient from it, as upstream's.
 */
final class HarmonicSource {

    private final HiftConfig config;
    private final int samplesPerFrame;
    private final Linear merge;

    HarmonicSource(Weights weights, HiftConfig config) {
        this.config = config;
        this.samplesPerFrame = config.samplesPerFrame();
        this.merge = weights.linear("l_linear");
    }

    /**
     * The source of one item after another.
     *
     * @param noise gives the phases of the harmonics first, then the noise of each
     */
    Tensor apply(Tensor f0, Noise noise) {
        return Scope.within(() -> {
            var sines = sines(f0.detached(), noise); // [B, H, N]
            return merge.apply(sines.transposed()).transposed().tanh();
        });
    }

    private Tensor sines(Tensor f0, Noise noise) {
        int rows = f0.size(0);
        int samples = Math.multiplyExact(f0.size(1), samplesPerFrame);
        int harmonics = config.harmonics() + 1;
        var pitch = f0.unsqueeze(1).interpolateNearest(samples); // [B, 1, N]

        var cycles = pitch.mul(multiples(harmonics).like(f0)).div(config.sampleRate());
        // Summed in double and rounded, as torch does on a CPU: a float would lose the phase within seconds.
        var phase = cycles.cast(DType.F64).cumsum(-1).like(f0).remainder(1).mul(2 * Math.PI);
        var sine =
                phase.add(startingPhases(rows, harmonics, noise).like(f0)).sin().mul(config.sineAmplitude());

        var voiced = pitch.greater(config.voicedThreshold()).like(f0);
        var deviation = voiced.mul(config.noiseDeviation())
                .add(voiced.mul(-1).add(1).mul(config.sineAmplitude()).div(3));
        return sine.mul(voiced)
                .add(deviation.mul(noise.normal(rows, harmonics, samples).like(f0)));
    }

    private static Tensor multiples(int harmonics) {
        var values = new float[harmonics];
        IntStream.range(0, harmonics).forEach(i -> values[i] = i + 1);
        return Tensor.of(values, 1, harmonics, 1);
    }

    /** Random phases; that of the fundamental is 0. */
    private static Tensor startingPhases(int rows, int harmonics, Noise noise) {
        var phases = noise.uniform(-Math.PI, Math.PI, rows, harmonics, 1);
        return Tensor.cat(1, phases.slice(1, 0, 1).mul(0), phases.slice(1, 1, harmonics));
    }
}
