package dev.yinsong.cosyvoice;

import dev.yinsong.common.feature.ClipFeatures;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.MelNorm;
import dev.yinsong.cosyvoice.flow.Flow;
import dev.yinsong.cosyvoice.flow.FlowRequest;
import dev.yinsong.cosyvoice.lm.Decoding;
import dev.yinsong.cosyvoice.lm.RasSampler;
import dev.yinsong.cosyvoice.lm.SpeechLm;
import dev.yinsong.cosyvoice.lora.LoraTensors;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.stream.Rendering;
import dev.yinsong.cosyvoice.stream.TokenChunks.Chunk;
import dev.yinsong.cosyvoice.tensor.Noise;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A speaker who speaks any text: the base with what the speaker was trained to, and a speaker vector, or the base and a
 * clip to go on from.
 *
 * <p>Several threads may speak with it at once. Close it after the last has finished.
 */
public final class Voice implements AutoCloseable {

    private static final int LM_DRAWS = 1, FLOW_NOISE = 2, VOCODER_NOISE = 3; // streams of one seed

    private final CosyVoiceConfig config;
    private final LoraTensors llmUpdates;
    private final Parameters flowParameters;
    private final SpeechLm llm;
    private final Flow flow;
    private final Studio studio;
    private final float[] speaker;
    private final Optional<ClipFeatures> clip;

    /**
     * @param llm the base's
     * @param llmUpdates what the voice adds to the language model; closed with the voice
     * @param flow the voice's own; closed with it
     * @param studio what it shares with the other voices of its base
     * @param norm how the flow's mel is normalised
     * @param clip what it goes on from, if anything
     */
    Voice(
            CosyVoiceConfig config,
            Parameters llm,
            LoraTensors llmUpdates,
            Parameters flow,
            Studio studio,
            float[] speaker,
            MelNorm norm,
            Optional<ClipFeatures> clip) {
        this.config = config;
        this.llmUpdates = llmUpdates;
        this.flowParameters = flow;
        this.llm = new SpeechLm(llm.weights().adapted(llmUpdates::of), config.llm());
        this.flow = new Flow(studio.weights(flow), config, norm);
        this.studio = studio;
        this.speaker = speaker.clone();
        this.clip = clip;
    }

    /**
     * Speaks a text, as one sound.
     *
     * @param text its token ids
     * @throws java.util.concurrent.CancellationException when it became unwanted
     */
    public Speech speak(int[] text, SpeakOptions options) {
        var samples = new SampleBuffer();
        var report = speak(text, options, samples::add);
        return new Speech(samples.all(), config.sampleRate(), report);
    }

    /**
     * Speaks a text chunk by chunk; put together, they are the sound of {@link #speak(int[], SpeakOptions)}.
     *
     * @param text its token ids
     * @param sink gets each chunk as it is made, on this thread, while the language model goes on
     * @throws java.util.concurrent.CancellationException when it became unwanted
     */
    public SpeechReport speak(int[] text, SpeakOptions options, SampleSink sink) {
        try (var utterance = begin(text, options)) {
            return utterance.speak(sink, () -> {});
        }
    }

    /**
     * Begins to speak a text: reads it and lets its tokens be drawn.
     *
     * @param text its token ids
     */
    public Utterance begin(int[] text, SpeakOptions options) {
        var tokens = studio.decoder().join(start(text, options), options.unwanted());
        return new Utterance(
                tokens, () -> rendering(options), studio, config.flow().inputFrameRate(), config.sampleRate());
    }

    /** The speech of given speech tokens, such as those of a recording, as one chunk. */
    public Speech resynthesise(int[] tokens, SpeakOptions options) {
        try (var scope = Scope.open()) {
            var rendering = rendering(options);
            float[] sound = studio.render(() -> rendering.sound(new Chunk(tokens, true)));
            var report = new SpeechReport(
                    tokens,
                    true,
                    (double) sound.length / config.sampleRate(),
                    Duration.ZERO,
                    rendering.flowTime(),
                    rendering.vocoderTime());
            return new Speech(sound, config.sampleRate(), report);
        }
    }

    private Decoding start(int[] text, SpeakOptions options) {
        var draws = new SplittableRandom(options.seed() * 31 + LM_DRAWS);
        var sampler = new RasSampler(options.sampling(), draws::nextDouble);
        try (var scope = Scope.open()) {
            return Decoding.start(llm, llmUpdates, prompt(text), studio.limits(text.length), sampler);
        }
    }

    private Tensor prompt(int[] text) {
        if (clip.isEmpty()) {
            return llm.prompt(text, speaker);
        }
        var before = clip.get();
        int[] both = IntStream.concat(IntStream.of(before.textTokens()), IntStream.of(text))
                .toArray();
        return llm.prompt(both, speaker, before.speechTokens());
    }

    private Rendering rendering(SpeakOptions options) {
        var prompt = clip.map(before -> new FlowRequest.Prompt(
                before.speechTokens(), Tensor.of(before.mel(), 1, before.frames(), before.mels())));
        var manner = new Rendering.Manner(
                speaker,
                prompt,
                options.steps(),
                options.speed(),
                Noise.seeded(options.seed() * 31 + FLOW_NOISE),
                Noise.seeded(options.seed() * 31 + VOCODER_NOISE),
                options.unwanted());
        return new Rendering(flow, studio.vocoder(), manner);
    }

    /** The speaker vector it speaks with. */
    public float[] speaker() {
        return speaker.clone();
    }

    /** Memory that closing this frees, in bytes; what it shares with the base is not counted. */
    public long bytes() {
        return llmUpdates.bytes() + flowParameters.bytes();
    }

    @Override
    public void close() {
        llmUpdates.close();
        flowParameters.close();
    }
}
