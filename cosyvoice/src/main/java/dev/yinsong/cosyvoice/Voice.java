package dev.yinsong.cosyvoice;

import dev.yinsong.common.feature.ClipFeatures;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.flow.Flow;
import dev.yinsong.cosyvoice.flow.FlowRequest;
import dev.yinsong.cosyvoice.lm.Decoding;
import dev.yinsong.cosyvoice.lm.RasSampler;
import dev.yinsong.cosyvoice.lm.SpeechLm;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.tensor.DType;
import dev.yinsong.cosyvoice.tensor.Noise;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import dev.yinsong.cosyvoice.vocoder.HiFT;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A speaker who speaks any text without a reference clip: weights with the speaker merged in, and a speaker vector.
 *
 * <p>Several threads may speak with it at once. Close it after the last has finished.
 */
public final class Voice implements AutoCloseable {

    private static final int LM_DRAWS = 1, FLOW_NOISE = 2, VOCODER_NOISE = 3; // streams of one seed

    private final CosyVoiceConfig config;
    private final Parameters llmParameters, flowParameters;
    private final SpeechLm llm;
    private final Flow flow;
    private final HiFT hift;
    private final float[] speaker;
    private final Optional<ClipFeatures> clip;

    /** @param clip what it goes on from, if anything */
    Voice(
            CosyVoiceConfig config,
            Parameters llm,
            Parameters flow,
            HiFT hift,
            float[] speaker,
            Optional<ClipFeatures> clip) {
        this.config = config;
        this.llmParameters = llm;
        this.flowParameters = flow;
        this.llm = new SpeechLm(llm.weights(), config.llm());
        this.flow = new Flow(flow.weights(), config);
        this.hift = hift;
        this.speaker = speaker.clone();
        this.clip = clip;
    }

    /**
     * Speaks a text.
     *
     * @param text its token ids
     */
    public Speech speak(int[] text, SpeakOptions options) {
        long begun = System.nanoTime();
        try (var scope = Scope.open()) {
            try (var decoding = start(text, options)) {
                int[] tokens = decoding.all(options.cancelled());
                long decoded = System.nanoTime();
                if (tokens.length == 0) {
                    return new Speech(
                            new float[0],
                            config.sampleRate(),
                            tokens,
                            decoding.ended(),
                            since(begun),
                            Duration.ZERO,
                            Duration.ZERO);
                }
                var mel = mel(tokens, options);
                float[] frames = mel.floats(); // waits for the device
                long melDone = System.nanoTime();
                var samples = sound(Tensor.of(frames, mel.shape()), options);
                return new Speech(
                        samples,
                        config.sampleRate(),
                        tokens,
                        decoding.ended(),
                        Duration.ofNanos(decoded - begun),
                        Duration.ofNanos(melDone - decoded),
                        since(melDone));
            }
        }
    }

    private Decoding start(int[] text, SpeakOptions options) {
        var draws = new SplittableRandom(options.seed() * 31 + LM_DRAWS);
        var sampler = new RasSampler(options.sampling(), draws::nextDouble);
        var limits = Decoding.Limits.forText(text.length);
        return clip.map(before -> Decoding.start(
                        llm,
                        llm.prompt(joined(before.textTokens(), text), speaker, before.speechTokens()),
                        limits,
                        sampler))
                .orElseGet(() -> Decoding.start(llm, llm.prompt(text, speaker), limits, sampler));
    }

    private static FlowRequest.Prompt prompt(ClipFeatures clip) {
        return new FlowRequest.Prompt(clip.speechTokens(), Tensor.of(clip.mel(), 1, clip.frames(), clip.mels()));
    }

    private static int[] joined(int[] first, int[] second) {
        return IntStream.concat(IntStream.of(first), IntStream.of(second)).toArray();
    }

    private Tensor mel(int[] tokens, SpeakOptions options) {
        var noise = Noise.seeded(options.seed() * 31 + FLOW_NOISE);
        var request = FlowRequest.of(tokens, speaker, options.steps());
        return flow.mel(clip.map(before -> request.after(prompt(before))).orElse(request), noise)
                .mel();
    }

    private float[] sound(Tensor mel, SpeakOptions options) {
        var frames =
                options.speed() == 1 ? mel : mel.interpolateLinear(Math.max(1, (int) (mel.size(2) / options.speed())));
        var noise = Noise.seeded(options.seed() * 31 + VOCODER_NOISE);
        return hift.speak(frames.cast(DType.F32), noise).wave().floats();
    }

    /** The speech of given speech tokens, such as those of a recording. */
    public Speech resynthesise(int[] tokens, SpeakOptions options) {
        long begun = System.nanoTime();
        try (var scope = Scope.open()) {
            var mel = mel(tokens, options);
            float[] frames = mel.floats();
            long melDone = System.nanoTime();
            var samples = sound(Tensor.of(frames, mel.shape()), options);
            return new Speech(
                    samples,
                    config.sampleRate(),
                    tokens,
                    true,
                    Duration.ZERO,
                    Duration.ofNanos(melDone - begun),
                    since(melDone));
        }
    }

    /** The speaker vector it speaks with. */
    public float[] speaker() {
        return speaker.clone();
    }

    /** Memory that closing this frees, in bytes; what it shares with the base is not counted. */
    public long bytes() {
        return llmParameters.bytes() + flowParameters.bytes();
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    @Override
    public void close() {
        llmParameters.close();
        flowParameters.close();
    }
}
