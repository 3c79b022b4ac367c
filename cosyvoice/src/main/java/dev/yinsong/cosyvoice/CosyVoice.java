package dev.yinsong.cosyvoice;

import dev.yinsong.common.feature.ClipFeatures;
import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.model.YinsongJson;
import dev.yinsong.cosyvoice.checkpoint.ModelFiles;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.MelNorm;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.lm.Sampling;
import dev.yinsong.cosyvoice.lm.SpeechLm;
import dev.yinsong.cosyvoice.lora.Adapter;
import dev.yinsong.cosyvoice.lora.BadAdapter;
import dev.yinsong.cosyvoice.lora.LoraTensors;
import dev.yinsong.cosyvoice.nn.Loading;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.tensor.DType;
import dev.yinsong.cosyvoice.tensor.Device;
import dev.yinsong.cosyvoice.tensor.Precision;
import dev.yinsong.cosyvoice.tensor.Runtime;
import dev.yinsong.cosyvoice.vocoder.HiFT;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A base model: text encoder and language model, flow, vocoder.
 *
 * <p>It is never changed. Voices share its weights, but for those that were trained. Device and precision are decided
 * here; there is one device in a process. Thread-safe.
 */
public final class CosyVoice implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(CosyVoice.class);

    private final CosyVoiceConfig config;
    private final String hash;
    private final Parameters llm, flow, hift;
    private final Precision precision;
    private final YinsongJson settings;
    private final Capacity capacity;
    private volatile @Nullable Studio studio; // furnished when somebody first speaks: a training never does

    private CosyVoice(
            CosyVoiceConfig config,
            String hash,
            Parameters llm,
            Parameters flow,
            Parameters hift,
            Precision precision,
            YinsongJson settings,
            Capacity capacity) {
        this.config = config;
        this.hash = hash;
        this.llm = llm;
        this.flow = flow;
        this.hift = hift;
        this.precision = precision;
        this.settings = settings;
        this.capacity = capacity;
    }

    /**
     * Loads a model, strictly.
     *
     * @param precision of the language model, the flow and, if it is BF16, the vocoder's filters; the rest of the vocoder
     *     is always F32. A processor that only emulates it computes in F32 instead, and says so in the log
     * @throws RuntimeException as {@link ModelFiles#read} does, naming the file and the key at fault
     */
    public static CosyVoice load(ModelDirectory directory, Device device, Precision precision) {
        return load(directory, device, precision, Capacity.USUAL);
    }

    /** As {@link #load(ModelDirectory, Device, Precision)}, for so many speakers at once. */
    public static CosyVoice load(ModelDirectory directory, Device device, Precision precision, Capacity capacity) {
        Runtime.use(device);
        var usable = Runtime.usable(precision);
        if (usable != precision) {
            LOG.warnf("this processor only emulates %s; computing in %s", precision, usable);
        }
        var files = ModelFiles.read(directory);
        var layers = files.config().llm().encoder();
        Runtime.shareCores((long) layers.outputSize() * layers.linearUnits());
        return new CosyVoice(
                files.config(),
                directory.hash(),
                llm(files, precision, usable),
                Parameters.frozen(Loading.load(files.flow(), usable)),
                Parameters.frozen(Loading.load(files.hift(), Precision.FP32)),
                usable,
                directory.settings(),
                capacity);
    }

    /** Where the processor only emulates a type, steps of decoding still keep weights in it, and read them in less time. */
    private static Parameters llm(ModelFiles files, Precision asked, Precision usable) {
        var tables = Set.of(SpeechLm.TEXT_TABLE);
        boolean narrow = asked == Precision.BF16 && usable == Precision.FP32;
        return Parameters.frozen(
                narrow ? Loading.rounded(files.llm(), asked, tables) : Loading.load(files.llm(), usable, tables));
    }

    public CosyVoiceConfig config() {
        return config;
    }

    /** How this base speaks unless it is asked for another manner, with a seed. */
    public SpeakOptions options(long seed) {
        return new SpeakOptions(seed, Sampling.of(config.llm().sampling()), settings.flowSteps(), 1, () -> false);
    }

    /** Tells this base from any other: see {@link ModelDirectory#hash()}. */
    public String baseHash() {
        return hash;
    }

    private synchronized Studio studio() {
        var furnished = studio;
        if (furnished == null) {
            studio = furnished = new Studio(llm, config.llm(), precision, vocoder(), settings.speech(), capacity);
        }
        return furnished;
    }

    /** What ended the speaking of all voices for good, if anything did: then only another process can speak. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(studio).flatMap(Studio::failure);
    }

    private HiFT vocoder() {
        return precision == Precision.BF16
                ? new HiFT(hift.weights(), config.hift(), DType.BF16)
                : new HiFT(hift.weights(), config.hift());
    }

    /** The language model's weights. */
    public Parameters llm() {
        return llm;
    }

    /** The flow's weights. */
    public Parameters flow() {
        return flow;
    }

    /**
     * Refuses an adapter that cannot make a voice of this base.
     *
     * @throws BadAdapter naming what is wrong
     */
    public void requireFits(Adapter adapter) {
        adapter.requireFits(config);
        if (adapter.llm().targets().contains("linear_pos")) {
            throw new BadAdapter("the adapter updates linear_pos in the language model, where all voices share it");
        }
    }

    /** The base itself, speaking with a speaker vector. */
    public Voice base(float[] speaker) {
        return unadapted(speaker, Optional.empty());
    }

    /**
     * The base itself, going on from a clip: upstream's zero-shot inference.
     *
     * @param clip its tokens, mel frames and speaker
     * @throws IllegalArgumentException when its mel frames are not of this base's size
     */
    public Voice imitating(ClipFeatures clip) {
        if (clip.mels() != config.flow().melSize()) {
            throw new IllegalArgumentException("the clip has mel frames of %d values, the base of %d"
                    .formatted(clip.mels(), config.flow().melSize()));
        }
        return unadapted(clip.speaker(), Optional.of(clip));
    }

    private Voice unadapted(float[] speaker, Optional<ClipFeatures> prompt) {
        var weights = flow.overlaid(Map.of());
        return new Voice(config, llm, LoraTensors.none(), weights, studio(), speaker, MelNorm.NONE, prompt);
    }

    /**
     * A voice: the base with low-rank updates. The flow's are merged into a copy of the layers that they adapt; the
     * language model's stay apart, so that voices are decoded together.
     *
     * @throws BadAdapter when the adapter or the vector belongs to another base
     */
    public Voice merge(Adapter adapter, float[] speaker) {
        return merge(adapter, speaker, MelNorm.NONE);
    }

    /** As {@link #merge(Adapter, float[])}, for a flow that was trained on normalised mel. */
    public Voice merge(Adapter adapter, float[] speaker, MelNorm norm) {
        if (speaker.length != config.llm().speakerSize()) {
            throw new BadAdapter("a speaker vector of %d values, the base has %d"
                    .formatted(speaker.length, config.llm().speakerSize()));
        }
        requireFits(adapter);
        try (var flowUpdates = LoraTensors.of(adapter, Network.FLOW)) {
            return new Voice(
                    config,
                    llm,
                    LoraTensors.of(adapter, Network.LLM),
                    flow.overlaid(flowUpdates.merged(flow)),
                    studio(),
                    speaker,
                    norm,
                    Optional.empty());
        }
    }

    @Override
    public synchronized void close() {
        if (studio != null) {
            studio.close();
        }
        llm.close();
        flow.close();
        hift.close();
    }
}
