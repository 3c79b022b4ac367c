package dev.yinsong.bench;

import dev.yinsong.common.text.TextTokenizer;
import dev.yinsong.cosyvoice.CosyVoice;
import dev.yinsong.cosyvoice.SpeakOptions;
import dev.yinsong.cosyvoice.Voice;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.lm.BatchedDecoder;
import dev.yinsong.cosyvoice.lm.Decoding;
import dev.yinsong.cosyvoice.lm.RasSampler;
import dev.yinsong.cosyvoice.lm.Sampling;
import dev.yinsong.cosyvoice.lm.SpeechLm;
import dev.yinsong.cosyvoice.lm.TokenStream;
import dev.yinsong.cosyvoice.lora.Adapter;
import dev.yinsong.cosyvoice.lora.Factors;
import dev.yinsong.cosyvoice.lora.LoraConfig;
import dev.yinsong.cosyvoice.lora.LoraTarget;
import dev.yinsong.cosyvoice.lora.LoraTensors;
import dev.yinsong.cosyvoice.tensor.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Several speakers at the same time, each with a voice of its own, beside one who speaks alone. */
final class Together {

    /**
     * What so many speakers get done.
     *
     * @param tokensPerSecond that the language model draws for all of them
     * @param stepMilliseconds that each of them waits for a token
     * @param sound what they say aloud; null for a model that lacks a vocabulary
     */
    record Rate(
            int speakers,
            double tokensPerSecond,
            double stepMilliseconds,
            @Nullable Sound sound) {}

    /**
     * Sound of all speakers.
     *
     * @param seconds length of it
     * @param workSeconds from the first word of the text to the last sample
     * @param perSecond seconds of sound that come out in a second
     * @param firstSeconds until a speaker is first heard, on the average
     */
    record Sound(double seconds, double workSeconds, double perSecond, double firstSeconds) {}

    private static final int[] SPEAKERS = {1, 2, 4, 8};
    private static final int TEXT = 30, TOKENS = 100, WARM_UP = 10;
    private static final String TEXT_OF_TEN_SECONDS =
            "the river runs between two hills, and in the evening one can hear "
                    + "the bells of the village from afar, while the last boats come home and somebody lights the lamps.";

    private final CosyVoice base;
    private final Optional<TextTokenizer> tokenizer;

    /** @param tokenizer of the model; without one nothing is spoken, only tokens are drawn */
    Together(CosyVoice base, Optional<TextTokenizer> tokenizer) {
        this.base = base;
        this.tokenizer = tokenizer;
    }

    /** Measures each number of speakers. */
    List<Rate> rates() {
        decode(SPEAKERS.length, WARM_UP);
        return IntStream.of(SPEAKERS).mapToObj(this::rate).toList();
    }

    private Rate rate(int speakers) {
        double seconds = decode(speakers, TOKENS);
        var sound = tokenizer.map(words -> sound(words, speakers)).orElse(null);
        return new Rate(speakers, speakers * TOKENS / seconds, 1000 * seconds / TOKENS, sound);
    }

    /** Seconds that it takes to draw so many tokens for each speaker, whatever they say. */
    private double decode(int speakers, int tokens) {
        var voices = IntStream.range(0, speakers).mapToObj(this::llmUpdates).toList();
        try (var decoder = new BatchedDecoder(base.llm(), base.config().llm(), speakers)) {
            try (var first = decoder.join(utterance(voices.getFirst(), 2), () -> false)) {
                while (first.next().isPresent()) {} // the decoder copies the weights once
            }
            var utterances =
                    voices.stream().map(voice -> utterance(voice, tokens)).toList();
            var clock = new Clock();
            var streams = utterances.stream()
                    .map(utterance -> decoder.join(utterance, () -> false))
                    .toList();
            for (var stream : streams) {
                while (stream.next().isPresent()) {}
            }
            double seconds = clock.lap();
            streams.forEach(TokenStream::close);
            return seconds;
        } finally {
            voices.forEach(LoraTensors::close);
        }
    }

    private Decoding utterance(LoraTensors voice, int tokens) {
        var config = base.config().llm();
        var lm = new SpeechLm(base.llm().weights().adapted(voice::of), config);
        var random = new SplittableRandom(1);
        var text = random.ints(TEXT, 0, config.textTokenSize()).toArray();
        var sampler = new RasSampler(Sampling.of(config.sampling()), random::nextDouble);
        try (var scope = Scope.open()) {
            var prompt = lm.prompt(text, speaker());
            return Decoding.start(lm, voice, prompt, new Decoding.Limits(tokens, tokens), sampler);
        }
    }

    private Sound sound(TextTokenizer words, int speakers) {
        int[] text = words.encodePlain(TEXT_OF_TEN_SECONDS);
        var voices = IntStream.range(0, speakers).mapToObj(this::voice).toList();
        try (var threads = Executors.newFixedThreadPool(speakers)) {
            var clock = new Clock();
            var speaking = new ArrayList<Future<Spoken>>();
            for (int i = 0; i < speakers; i++) {
                var voice = voices.get(i);
                var options = base.options(i);
                speaking.add(threads.submit(() -> spoken(voice, text, options)));
            }
            double sound = 0;
            double first = 0;
            for (var speaker : speaking) {
                sound += speaker.get().soundSeconds();
                first += speaker.get().firstSeconds();
            }
            double seconds = clock.lap();
            return new Sound(sound, seconds, sound / seconds, first / speakers);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a speaker failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while speaking", e);
        } finally {
            voices.forEach(Voice::close);
        }
    }

    private record Spoken(double soundSeconds, double firstSeconds) {}

    private static Spoken spoken(Voice voice, int[] text, SpeakOptions options) {
        var clock = new Clock();
        var firsts = new ArrayList<Double>();
        var report = voice.speak(text, options, samples -> firsts.add(clock.lap()));
        return new Spoken(report.seconds(), firsts.getFirst());
    }

    /** Voices cost the same whatever they were trained to, so these are as training begins. */
    private Voice voice(int index) {
        var llm = LoraConfig.llm();
        var flow = LoraConfig.flow();
        var layers = new LinkedHashMap<String, Factors>();
        layers.putAll(named("llm.", fresh(Network.LLM, llm, index)));
        layers.putAll(named("flow.", fresh(Network.FLOW, flow, index)));
        return base.merge(new Adapter(llm, flow, layers), speaker());
    }

    private LoraTensors llmUpdates(int index) {
        return fresh(Network.LLM, LoraConfig.llm(), index);
    }

    private LoraTensors fresh(Network network, LoraConfig config, int seed) {
        return LoraTensors.fresh(LoraTarget.of(network, base.config(), config), config, new SplittableRandom(seed));
    }

    private static LinkedHashMap<String, Factors> named(String prefix, LoraTensors tensors) {
        try (tensors) {
            var named = new LinkedHashMap<String, Factors>();
            tensors.factors().forEach((layer, factors) -> named.put(prefix + layer, factors));
            return named;
        }
    }

    private float[] speaker() {
        var random = new SplittableRandom(2);
        var speaker = new float[base.config().llm().speakerSize()];
        for (int i = 0; i < speaker.length; i++) {
            speaker[i] = (float) random.nextGaussian();
        }
        return speaker;
    }
}
