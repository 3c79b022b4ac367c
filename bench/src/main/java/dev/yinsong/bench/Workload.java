package dev.yinsong.bench;

import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.model.TrainingDefaults;
import dev.yinsong.common.model.YinsongJson;
import dev.yinsong.common.text.TextTokenizer;
import dev.yinsong.cosyvoice.CosyVoice;
import dev.yinsong.cosyvoice.Voice;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.lm.BatchedDecoder;
import dev.yinsong.cosyvoice.lm.Decoding;
import dev.yinsong.cosyvoice.lm.RasSampler;
import dev.yinsong.cosyvoice.lm.Sampling;
import dev.yinsong.cosyvoice.lm.SpeechLm;
import dev.yinsong.cosyvoice.nn.LowRanks;
import dev.yinsong.cosyvoice.tensor.Device;
import dev.yinsong.cosyvoice.tensor.Precision;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.training.Example;
import dev.yinsong.cosyvoice.training.JointTraining;
import dev.yinsong.cosyvoice.training.Mode;
import dev.yinsong.cosyvoice.training.Progress;
import dev.yinsong.cosyvoice.training.TrainingListener;
import dev.yinsong.cosyvoice.training.TrainingSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The work that is timed: one clip to learn from (30 text tokens, 145 speech tokens, 250 mel frames) and five seconds to
 * speak (30 text tokens, 250 speech tokens, 10 solver steps with guidance).
 */
final class Workload {

    private static final int TEXT = 30, CLIP_TOKENS = 145, CLIP_FRAMES = 250, SPOKEN_TOKENS = 250, SOLVER_STEPS = 10;
    private static final int WARM_UP = 2, STEPS = 7, UTTERANCES = 3, WINDOW = 50;

    private final Path directory;
    private final Precision precision;

    Workload(Path directory, Precision precision) {
        this.directory = directory;
        this.precision = precision;
    }

    /** Joint LoRA steps, batch 1, no accumulation. */
    Figures.Training train() {
        try (var base = load()) {
            var example = example(base.config());
            var clips = Collections.nCopies(WARM_UP + STEPS, example);
            var defaults = YinsongJson.forCosyVoice300M().training();
            var once = new TrainingDefaults(defaults.llm(), defaults.flow(), 2e-4, 0.01, 0, 1, 1, 1.0, CLIP_FRAMES, 1);
            var never = Map.of(Network.LLM, 0.0, Network.FLOW, 0.0);
            var settings = new TrainingSettings(Mode.JOINT, once, never, 1, Integer.MAX_VALUE);
            try (var training = new JointTraining(base, settings, clips, List.of(example))) {
                var laps = new Laps();
                training.run(laps);
                return new Figures.Training(laps.median(), Memory.peakMiB());
            }
        }
    }

    private static final class Laps implements TrainingListener {

        private final Clock clock = new Clock();
        private final List<Double> seconds = new ArrayList<>();

        @Override
        public void onProgress(Progress progress) {
            double lap = clock.lap();
            boolean evaluated = !progress.heldOut().isEmpty();
            if (progress.step() > WARM_UP && !evaluated) {
                seconds.add(lap);
            }
        }

        double median() {
            return Clock.median(
                    seconds.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }

    private static Example example(CosyVoiceConfig config) {
        var random = new SplittableRandom(1);
        var mel = new float[CLIP_FRAMES * config.flow().melSize()];
        for (int i = 0; i < mel.length; i++) {
            mel[i] = (float) random.nextDouble(-11, 1);
        }
        return new Example(
                "clip",
                ids(random, TEXT, config.llm().textTokenSize()),
                ids(random, CLIP_TOKENS, config.llm().speechTokenSize()),
                mel,
                CLIP_FRAMES,
                speaker(config));
    }

    private static int[] ids(SplittableRandom random, int count, int bound) {
        return random.ints(count, 0, bound).toArray();
    }

    private static float[] speaker(CosyVoiceConfig config) {
        var random = new SplittableRandom(2);
        var speaker = new float[config.llm().speakerSize()];
        for (int i = 0; i < speaker.length; i++) {
            speaker[i] = (float) random.nextGaussian();
        }
        return speaker;
    }

    /**
     * Five seconds of speech: random weights never end by themselves, so the tokens are given.
     *
     * <p>A service speaks a sentence before it is ready. So does this, one second of speech: what a process does once,
     * such as packing the weights of the decoder's steps, is in that figure and not in the others. Three utterances are
     * spoken one after the other, and the one that took the middle time counts: what else happens on a machine shows.
     */
    Figures.Speaking speak() {
        try (var base = load();
                var voice = base.base(speaker(base.config()));
                var decoder = new BatchedDecoder(base.llm(), base.config().llm(), 1)) {
            var config = base.config();
            var clock = new Clock();
            decode(base, decoder, WINDOW);
            voice.resynthesise(ids(new SplittableRandom(3), WINDOW, config.llm().speechTokenSize()), base.options(1));
            double first = clock.lap();
            var spoken = new ArrayList<Figures.Speaking>();
            for (int i = 0; i < UTTERANCES; i++) {
                spoken.add(speak(base, voice, decoder, first));
            }
            spoken.sort(Comparator.comparingDouble(Figures.Speaking::realTimeFactor));
            return spoken.get(UTTERANCES / 2).withPeak(Memory.peakMiB());
        }
    }

    private static Figures.Speaking speak(CosyVoice base, Voice voice, BatchedDecoder decoder, double first) {
        var config = base.config();
        double[] tokenSeconds = decode(base, decoder, SPOKEN_TOKENS);
        double llm = java.util.Arrays.stream(tokenSeconds).sum();
        var tokens = ids(new SplittableRandom(4), SPOKEN_TOKENS, config.llm().speechTokenSize());
        var speech = voice.resynthesise(tokens, base.options(1).withSteps(SOLVER_STEPS));
        double flow = speech.report().flow().toNanos() / 1e9;
        double hift = speech.report().vocoder().toNanos() / 1e9;
        return new Figures.Speaking(
                rate(tokenSeconds, 1),
                rate(tokenSeconds, SPOKEN_TOKENS - WINDOW),
                llm,
                flow,
                hift,
                (llm + flow + hift) / speech.seconds(),
                first,
                Memory.peakMiB());
    }

    private static double rate(double[] seconds, int from) {
        double sum = 0;
        for (int i = from; i < from + WINDOW; i++) {
            sum += seconds[i];
        }
        return WINDOW / sum;
    }

    /** Seconds of each token, as the voices of a service draw them; the first includes the prompt. */
    private static double[] decode(CosyVoice base, BatchedDecoder decoder, int count) {
        var config = base.config().llm();
        var lm = new SpeechLm(base.llm().weights(), config);
        var random = new SplittableRandom(5);
        int[] text = ids(random, TEXT, config.textTokenSize());
        var sampler = new RasSampler(Sampling.of(config.sampling()), random::nextDouble);
        var seconds = new double[count];
        try (var scope = Scope.open()) {
            var clock = new Clock();
            var prompt = lm.prompt(text, speaker(base.config()));
            var limits = new Decoding.Limits(count, count);
            var utterance = Decoding.start(lm, LowRanks.NONE, prompt, limits, sampler);
            try (var tokens = decoder.join(utterance, () -> false)) {
                for (int i = 0; i < seconds.length; i++) {
                    tokens.next();
                    seconds[i] = clock.lap();
                }
            }
        }
        return seconds;
    }

    /** Several speakers at the same time. */
    List<Together.Rate> together() {
        try (var base = load()) {
            return new Together(base, tokenizer()).rates();
        }
    }

    /** A model of random weights has none. */
    private Optional<TextTokenizer> tokenizer() {
        try (var files = Files.newDirectoryStream(directory, "*.tiktoken")) {
            for (var vocabulary : files) {
                return Optional.of(TextTokenizer.open(vocabulary));
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the vocabulary of " + directory, e);
        }
    }

    private CosyVoice load() {
        return CosyVoice.load(ModelDirectory.open(directory), Device.CPU, precision);
    }
}
