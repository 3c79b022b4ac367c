package dev.yinsong.cosyvoice.config;

import dev.yinsong.common.model.YamlSection;
import java.util.Collections;
import java.util.List;

/**
 * Sizes of the vocoder.
 *
 * @param melSize values of a mel frame
 * @param baseChannels channels before the first upsampling; each upsampling halves them, rounding down
 * @param harmonics sines above the fundamental
 * @param sampleRate in hertz
 * @param sineAmplitude of the source ({@code nsf_alpha})
 * @param noiseDeviation of the source where it is voiced ({@code nsf_sigma})
 * @param voicedThreshold fundamental frequency in hertz above which a frame is voiced
 * @param upsampleRates of each upsampling
 * @param upsampleKernels of each upsampling
 * @param fftSize of the inverse Fourier transform at the end
 * @param hop samples between its frames
 * @param resblockKernels kernel of each parallel residual block
 * @param resblockDilations dilations in each of them
 * @param sourceKernels kernel of the source's residual block at each upsampling
 * @param sourceDilations dilations in each of them
 * @param leak slope of the leaky ReLU before each upsampling
 * @param audioLimit largest sample
 * @param f0 the predictor of the fundamental frequency
 */
public record HiftConfig(
        int melSize,
        int baseChannels,
        int harmonics,
        int sampleRate,
        double sineAmplitude,
        double noiseDeviation,
        double voicedThreshold,
        List<Integer> upsampleRates,
        List<Integer> upsampleKernels,
        int fftSize,
        int hop,
        List<Integer> resblockKernels,
        List<List<Integer>> resblockDilations,
        List<Integer> sourceKernels,
        List<List<Integer>> sourceDilations,
        double leak,
        double audioLimit,
        F0Config f0) {

    /** The only rate at which upstream makes the harmonic source in the way that is implemented. */
    static final int SAMPLE_RATE = 22050;

    private static final List<Integer> DILATIONS = List.of(1, 3, 5); // where the file names none

    private static final int FIRST_REACH = 3; // of the first and the last convolution, whose kernels are fixed at 7

    public HiftConfig {
        upsampleRates = List.copyOf(upsampleRates);
        upsampleKernels = List.copyOf(upsampleKernels);
        resblockKernels = List.copyOf(resblockKernels);
        resblockDilations = resblockDilations.stream().map(List::copyOf).toList();
        sourceKernels = List.copyOf(sourceKernels);
        sourceDilations = sourceDilations.stream().map(List::copyOf).toList();
    }

    /** Samples of the waveform for each mel frame. */
    public int samplesPerFrame() {
        return upsampleRates.stream().reduce(hop, Math::multiplyExact);
    }

    /** Channels behind an upsampling, counted from 0. */
    public int channels(int upsampling) {
        return baseChannels >> (upsampling + 1);
    }

    /** How many frames of the source's spectrum make one behind an upsampling, counted from 0. */
    public int sourceRate(int upsampling) {
        return upsampleRates.subList(upsampling + 1, upsampleRates.size()).stream()
                .reduce(1, Math::multiplyExact);
    }

    /**
     * Mel frames on either side of one that its samples depend on, when the source is given. Further than that a frame
     * may change, or be missing, and the samples stay the same.
     */
    public int reach() {
        int ups = upsampleRates.size();
        double behind = FIRST_REACH + 1 + 2.0 * fftSize / hop; // last convolution, reflection, both Fourier transforms
        double frames = behind * hop / samplesPerFrame();
        double ofSource = 0;
        for (int i = ups - 1; i >= 0; i--) {
            double steps = (double) samplesPerFrame() / (hop * sourceRate(i)); // of this stage in a frame
            frames += widest(resblockKernels, resblockDilations) / steps;
            ofSource = Math.max(ofSource, frames + (reach(sourceKernels.get(i), sourceDilations.get(i)) + 1) / steps);
            frames += (upsampleKernels.get(i) + upsampleRates.get(i)) / 2.0 / steps;
        }
        return (int) Math.ceil(Math.max(ofSource, frames + FIRST_REACH));
    }

    private static int widest(List<Integer> kernels, List<List<Integer>> dilations) {
        int widest = 0;
        for (int i = 0; i < kernels.size(); i++) {
            widest = Math.max(widest, reach(kernels.get(i), dilations.get(i)));
        }
        return widest;
    }

    /** Of a residual block: each of its dilated convolutions is followed by a plain one. */
    private static int reach(int kernel, List<Integer> dilations) {
        return dilations.stream()
                .mapToInt(dilation -> (kernel - 1) / 2 * (dilation + 1))
                .sum();
    }

    /** What is absent is what upstream's constructor says. Upstream pairs lists up, so what is over is left out. */
    static HiftConfig read(YamlSection yaml) {
        var check = new Check(yaml);
        var fourier = Fourier.read(yaml);
        var rates = yaml.integers("upsample_rates", List.of(8, 8));
        var kernels = yaml.integers("resblock_kernel_sizes", List.of(3, 7, 11));
        int ups = check.atLeast("upsample_rates", rates.size(), 1);
        int parallel = check.atLeast("resblock_kernel_sizes", kernels.size(), 1);
        var config = new HiftConfig(
                check.positive("in_channels", 80),
                check.positive("base_channels", 512),
                check.atLeast("nb_harmonics", yaml.integer("nb_harmonics", 8), 0),
                check.positive("sampling_rate", SAMPLE_RATE),
                yaml.number("nsf_alpha", 0.1),
                yaml.number("nsf_sigma", 0.003),
                yaml.number("nsf_voiced_threshold", 10),
                rates,
                check.first(ups, "upsample_kernel_sizes", yaml.integers("upsample_kernel_sizes", List.of(16, 16))),
                fourier.size,
                fourier.hop,
                kernels,
                check.first(
                        parallel,
                        "resblock_dilation_sizes",
                        yaml.integerLists("resblock_dilation_sizes", Collections.nCopies(3, DILATIONS))),
                check.first(
                        ups,
                        "source_resblock_kernel_sizes",
                        yaml.integers("source_resblock_kernel_sizes", List.of(7, 11))),
                check.first(
                        ups,
                        "source_resblock_dilation_sizes",
                        yaml.integerLists("source_resblock_dilation_sizes", Collections.nCopies(2, DILATIONS))),
                yaml.number("lrelu_slope", 0.1),
                yaml.number("audio_limit", 0.99),
                F0Config.read(yaml));
        config.check(check);
        return config;
    }

    private record Fourier(int size, int hop) {

        static Fourier read(YamlSection hift) {
            if (!hift.has("istft_params")) {
                return new Fourier(16, 4);
            }
            var check = new Check(hift.section("istft_params"));
            return new Fourier(check.positive("n_fft"), check.positive("hop_len"));
        }
    }

    private void check(Check check) {
        int ups = upsampleRates.size();
        check.atLeast("base_channels", baseChannels, 1 << Math.min(ups, 30)); // a channel is left at the end
        for (int i = 0; i < ups; i++) {
            int rate = check.atLeast("upsample_rates", upsampleRates.get(i), 1);
            int kernel = check.atLeast("upsample_kernel_sizes", upsampleKernels.get(i), rate);
            if ((kernel - rate) % 2 != 0) {
                throw check.yaml()
                        .bad(
                                "upsample_kernel_sizes",
                                "has " + kernel + ", whose distance to its rate " + rate
                                        + " is odd: such a layer makes one sample too many");
            }
        }
        oddKernels(check, "resblock_kernel_sizes", resblockKernels);
        oddKernels(check, "source_resblock_kernel_sizes", sourceKernels);
        checkFourier(check);
        check.equal("f0_predictor.in_channels", f0.inChannels(), "hift.in_channels", melSize);
    }

    /** Upstream's halves of the spectrum need an even window, and the inverse transform needs windows that overlap. */
    private void checkFourier(Check check) {
        if (fftSize % 2 != 0) {
            throw check.yaml().bad("istft_params.n_fft", "must be even, is " + fftSize);
        }
        if (hop >= fftSize) {
            throw check.yaml().bad("istft_params.hop_len", "must be less than n_fft " + fftSize + ", is " + hop);
        }
    }

    private static void oddKernels(Check check, String key, List<Integer> kernels) {
        for (int kernel : kernels) {
            check.unsupported(key, kernel % 2 == 1 ? "odd" : "even (" + kernel + ")", "odd");
        }
    }
}
