package dev.yinsong.cosyvoice.vocoder;

import dev.yinsong.cosyvoice.config.HiftConfig;
import dev.yinsong.cosyvoice.nn.Conv1d;
import dev.yinsong.cosyvoice.nn.ConvTranspose1d;
import dev.yinsong.cosyvoice.nn.Weights;
import dev.yinsong.cosyvoice.tensor.DType;
import dev.yinsong.cosyvoice.tensor.Noise;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.SideBySide;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The vocoder of HiFTNet (Li et al., 2023): a harmonic source, filtered while mel frames are upsampled, then an inverse
 * short-time Fourier transform.
 *
 * <pre>
 *   mel [B, M, T]    f0 [B, T] in hertz    source [B, 1, N]    wave [B, N], N = T · samples per frame
 * </pre>
 */
public final class HiFT {

    /**
     * A waveform and what it was made from.
     *
     * @param wave [B, N]
     * @param source [B, 1, N]; its tail begins the source of the next piece when speech is streamed
     */
    public record Sound(Tensor wave, Tensor source) {}

    private static final double LAST_SLOPE = 0.01;
    private static final double LARGEST_MAGNITUDE = 100;

    private final HiftConfig config;
    private final F0Predictor f0;
    private final HarmonicSource source;
    private final Conv1d first, last;
    private final List<Stage> stages;

    /** The vocoder whose keys start with {@code conv_pre}, {@code ups} … */
    public HiFT(Weights weights, HiftConfig config) {
        this(weights, weights, config);
    }

    /**
     * A vocoder whose filters compute in a type of their own: all convolutions but those of the pitch and the last one,
     * whose values are logarithms and phases.
     */
    public HiFT(Weights weights, HiftConfig config, DType filters) {
        this(weights, weights.convolvingIn(filters), config);
    }

    private HiFT(Weights weights, Weights filters, HiftConfig config) {
        this.config = config;
        this.f0 = new F0Predictor(weights.at("f0_predictor"));
        this.source = new HarmonicSource(weights.at("m_source"), config);
        this.first = filters.conv1d("conv_pre", 1, 3, 1);
        this.stages = IntStream.range(0, config.upsampleRates().size())
                .mapToObj(i -> new Stage(filters, config, i))
                .toList();
        this.last = weights.conv1d("conv_post", 1, 3, 1);
    }

    /** The waveform of mel frames. */
    public Sound speak(Tensor mel, Noise noise) {
        return speak(mel, Optional.empty(), noise);
    }

    /** The waveform of one utterance whose frames come piece by piece. */
    public SoundStream stream(Noise noise) {
        return new SoundStream(this, source.new Continued(noise), config);
    }

    /** The waveform of the next frames of a stream, whose source begins with the end of the last piece's. */
    public Sound speak(Tensor mel, Optional<Tensor> cachedSource, Noise noise) {
        var fresh = source(f0(mel), noise);
        var excitation = cachedSource
                .map(cached -> Tensor.cat(2, cached, fresh.slice(2, cached.size(2), fresh.size(2))))
                .orElse(fresh);
        return new Sound(decode(mel, excitation), excitation);
    }

    /** The fundamental frequency in hertz; it has gradients of its own. */
    public Tensor f0(Tensor mel) {
        return f0.apply(mel);
    }

    /** The excitation of a fundamental frequency, predicted or measured, which gets no gradient. */
    public Tensor source(Tensor f0, Noise noise) {
        return source.apply(f0, noise);
    }

    /** The waveform of mel frames and their excitation, both F32, whatever the type of the convolutions. */
    public Tensor decode(Tensor mel, Tensor source) {
        var window = hann(config.fftSize()).like(mel);
        var spectrum = source.squeeze(1).stft(config.fftSize(), config.hop(), window); // [B, F, S, 2]
        var parts = Tensor.cat(1, spectrum.slice(3, 0, 1), spectrum.slice(3, 1, 2));
        var excitation = first.suited(parts.squeeze(3)); // [B, 2F, S]

        var x = first.apply(first.suited(mel));
        for (var stage : stages) {
            var input = x;
            x = Scope.within(() -> stage.apply(input, excitation));
        }
        x = last.apply(last.suited(x.leakyRelu(LAST_SLOPE))).cast(DType.F32); // [B, 2F, S]

        int bins = config.fftSize() / 2 + 1;
        var magnitude = x.slice(1, 0, bins).exp().clamp(0, LARGEST_MAGNITUDE);
        var phase = x.slice(1, bins, 2L * bins).sin();
        var wave = Tensor.istft(
                magnitude.mul(phase.cos()), magnitude.mul(phase.sin()), config.fftSize(), config.hop(), window);
        return wave.clamp(-config.audioLimit(), config.audioLimit());
    }

    /** One upsampling, with the part of the excitation that belongs to its rate. */
    private static final class Stage {

        private final double slope;
        private final ConvTranspose1d up;
        private final boolean isLast;
        private final Conv1d sourceDown;
        private final ResBlock sourceResBlock;
        private final List<ResBlock> resBlocks;

        Stage(Weights weights, HiftConfig config, int index) {
            int rate = config.upsampleRates().get(index);
            int kernel = config.upsampleKernels().get(index);
            int sourceRate = config.upsampleRates().stream().skip(index + 1L).reduce(1, Math::multiplyExact);
            int blocks = config.resblockKernels().size();
            this.slope = config.leak();
            this.up = weights.convTranspose1d("ups." + index, rate, (kernel - rate) / 2);
            this.isLast = index == config.upsampleRates().size() - 1;
            this.sourceDown = weights.conv1d("source_downs." + index, sourceRate, sourceRate / 2, 1);
            this.sourceResBlock = new ResBlock(
                    weights.at("source_resblocks", index),
                    config.sourceKernels().get(index),
                    config.sourceDilations().get(index));
            this.resBlocks = IntStream.range(0, blocks)
                    .mapToObj(j -> new ResBlock(
                            weights.at("resblocks", index * blocks + j),
                            config.resblockKernels().get(j),
                            config.resblockDilations().get(j)))
                    .toList();
        }

        Tensor apply(Tensor x, Tensor excitation) {
            var up = this.up.apply(x.leakyRelu(slope));
            if (isLast) {
                up = up.reflectionPad(1, 0); // the Fourier transform has one frame more than its hops
            }
            var y = up.add(sourceResBlock.apply(sourceDown.apply(excitation)));
            var filtered = SideBySide.of(resBlocks.stream()
                    .<Supplier<Tensor>>map(block -> () -> block.apply(y))
                    .toList());
            return filtered.stream().reduce(Tensor::add).orElse(y).div(filtered.size());
        }
    }

    /** A periodic Hann window. */
    private static Tensor hann(int size) {
        var window = new float[size];
        for (int i = 0; i < size; i++) {
            window[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * i / size));
        }
        return Tensor.of(window, size);
    }
}
