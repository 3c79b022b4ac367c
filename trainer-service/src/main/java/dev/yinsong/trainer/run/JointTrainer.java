package dev.yinsong.trainer.run;

import dev.yinsong.common.feature.ClipFeatures;
import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.cosyvoice.CosyVoice;
import dev.yinsong.cosyvoice.checkpoint.BadVoice;
import dev.yinsong.cosyvoice.checkpoint.VoiceArchive;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.lora.BadAdapter;
import dev.yinsong.cosyvoice.tensor.Runtime;
import dev.yinsong.cosyvoice.training.Example;
import dev.yinsong.cosyvoice.training.JointTraining;
import dev.yinsong.cosyvoice.training.MemoryNeed;
import dev.yinsong.cosyvoice.training.Mode;
import dev.yinsong.cosyvoice.training.OtherTraining;
import dev.yinsong.cosyvoice.training.TextMatch;
import dev.yinsong.cosyvoice.training.TrainingOutcome;
import dev.yinsong.cosyvoice.training.TrainingSettings;
import dev.yinsong.trainer.Losses;
import dev.yinsong.trainer.TrainerConfig;
import dev.yinsong.trainer.dataset.Split;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Joint training on the base model of the configuration. */
@ApplicationScoped
class JointTrainer implements Trainer {

    private static final Logger LOG = Logger.getLogger(JointTrainer.class);
    private static final long SMALL = 128 << 20; // bytes of a base whose operations are too small to fill a processor
    private static final int CLIPS_AT_ONCE = 8;
    private static final int OTHER_TEXTS = 4; // with which the gate compares a sentence
    private static final int BY_THE_CLOCK = Integer.MAX_VALUE; // the watch says when to save, not the step

    private final TrainerConfig config;
    private @Nullable Base base;

    JointTrainer(TrainerConfig config) {
        this.config = config;
    }

    @Override
    public void prepare() {
        var directory = ModelDirectory.open(config.model());
        var training = config.training();
        training.threads().ifPresent(Runtime::threads);
        var model = CosyVoice.load(directory, training.device(), training.precision());
        base = new Base(directory, model, TrainingPlan.of(directory.settings(), training, clipsAtOnce(directory)));
        LOG.infof("base model %s, %s", directory, baseHash());
    }

    private static int clipsAtOnce(ModelDirectory base) {
        try {
            return Files.size(base.llm()) + Files.size(base.flow()) < SMALL ? CLIPS_AT_ONCE : 1;
        } catch (IOException e) {
            throw new UncheckedIOException(base + " can't be read", e);
        }
    }

    @PreDestroy
    void close() {
        if (base != null) {
            base.model().close();
        }
    }

    private Base base() {
        return Objects.requireNonNull(base, "the base model is not loaded yet");
    }

    @Override
    public String baseHash() {
        return base().model().baseHash();
    }

    @Override
    public void check(Path archive) {
        try {
            var voice = VoiceArchive.read(archive);
            if (!voice.card().baseHash().equals(baseHash())) {
                throw new ImportRefused("it belongs to the base model "
                        + voice.card().baseHash() + ", this one is " + baseHash() + ".");
            }
            var config = base().model().config();
            voice.adapter().requireFits(config);
            if (voice.card().speaker().length != config.llm().speakerSize()) {
                throw new ImportRefused("its speaker vector has " + voice.card().speaker().length
                        + " numbers, the base model takes " + config.llm().speakerSize() + ".");
            }
        } catch (BadVoice | BadAdapter e) {
            throw new ImportRefused(String.valueOf(e.getMessage()).replace(archive.toString(), "the archive") + ".");
        }
    }

    @Override
    public void rename(Path archive, Path to, String voice, int version) {
        var sent = VoiceArchive.read(archive);
        var card = sent.card().rewritten().named(voice, version).build();
        new VoiceArchive(sent.adapter(), card).write(to);
    }

    @Override
    public TrainingPlan plan(Overrides wanted) {
        return base().plan().with(wanted);
    }

    @Override
    public double contrast(Sample clip, List<Sample> others) {
        var own = example(clip);
        var texts = others.stream()
                .map(other -> ClipFeatures.read(other.features()).textTokens())
                .filter(text -> !Arrays.equals(text, own.text()))
                .toList();
        return texts.isEmpty() ? Double.NaN : new TextMatch(base().model()).contrast(own, texts);
    }

    @Override
    public Training read(TrainingPlan plan, Split<Sample> clips) {
        return new OfExamples(settings(plan), examples(clips.learned()), examples(clips.heldOut()));
    }

    /** A training whose clips were read. */
    private final class OfExamples implements Training {

        private final TrainingSettings settings;
        private final List<Example> learned;
        private final List<Example> heldOut;

        OfExamples(TrainingSettings settings, List<Example> learned, List<Example> heldOut) {
            this.settings = settings;
            this.learned = learned;
            this.heldOut = heldOut;
        }

        @Override
        public Need need() {
            var config = base().model().config();
            return new Need(MemoryNeed.bytes(config, settings, learned), MemoryNeed.stateBytes(config, settings));
        }

        @Override
        public Ending run(@Nullable Path saved, Watch watch) {
            try (var training = new JointTraining(base().model(), settings, learned, heldOut)) {
                if (saved != null) {
                    resume(training, saved, watch);
                }
                var listener = new JointListener(training, watch);
                var outcome = training.run(listener);
                return switch (listener.wish()) {
                    case LEAVE -> new Left();
                    case CANCEL -> new Cancelled();
                    case GO_ON, SAVE ->
                        new Trained(outcome.states().stream()
                                .map(state -> new Attempt(candidate(state, outcome, learned), result(state, outcome)))
                                .toList());
                };
            }
        }
    }

    /** Goes on from a saved state; one of other clips or another base than now is of no use any more. */
    private static void resume(JointTraining training, Path saved, Watch watch) {
        try {
            training.resume(saved);
        } catch (OtherTraining e) {
            watch.beginsAnew(String.valueOf(e.getMessage()));
        }
    }

    private Candidate candidate(TrainingOutcome.State state, TrainingOutcome outcome, List<Example> learned) {
        return new JointCandidate(
                base().model(),
                base().directory(),
                state.adapter(),
                outcome.speaker(),
                SpeakingRate.of(learned, base().model().config()),
                learned.stream().map(Example::text).limit(OTHER_TEXTS).toList(),
                config.gate());
    }

    private static TrainingSettings settings(TrainingPlan plan) {
        return new TrainingSettings(
                Mode.valueOf(plan.mode().toUpperCase(Locale.ROOT)),
                plan.training(),
                Map.of(Network.LLM, plan.stop().llm(), Network.FLOW, plan.stop().flow()),
                plan.seed(),
                BY_THE_CLOCK,
                plan.clipsAtOnce(),
                plan.augmenting(),
                plan.keepBest());
    }

    private static List<Example> examples(List<Sample> clips) {
        return clips.stream().map(JointTrainer::example).toList();
    }

    private static Example example(Sample clip) {
        var features = ClipFeatures.read(clip.features());
        return new Example(
                clip.clip().toString(),
                features.textTokens(),
                features.speechTokens(),
                features.mel(),
                features.frames(),
                features.speaker());
    }

    private static Result result(TrainingOutcome.State state, TrainingOutcome outcome) {
        var reasons = outcome.reports().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(report -> report.getKey().key() + ": " + report.getValue().stop())
                .collect(Collectors.joining(", "));
        return new Result(
                reasons,
                losses(outcome, TrainingOutcome.Report::trainingStart),
                losses(outcome, TrainingOutcome.Report::trainingEnd),
                losses(outcome, TrainingOutcome.Report::heldOutStart),
                new Losses(state.heldOut().get(Network.LLM), state.heldOut().get(Network.FLOW)));
    }

    private static Losses losses(TrainingOutcome outcome, ToDoubleFunction<TrainingOutcome.Report> loss) {
        var llm = outcome.reports().get(Network.LLM);
        var flow = outcome.reports().get(Network.FLOW);
        return new Losses(
                llm == null ? null : Double.valueOf(loss.applyAsDouble(llm)),
                flow == null ? null : Double.valueOf(loss.applyAsDouble(flow)));
    }

    /** The model, loaded. */
    private record Base(ModelDirectory directory, CosyVoice model, TrainingPlan plan) {}
}
