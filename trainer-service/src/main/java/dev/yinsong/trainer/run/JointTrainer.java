package dev.yinsong.trainer.run;

import dev.yinsong.common.feature.ClipFeatures;
import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.cosyvoice.CosyVoice;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.tensor.Runtime;
import dev.yinsong.cosyvoice.training.Example;
import dev.yinsong.cosyvoice.training.JointTraining;
import dev.yinsong.cosyvoice.training.Mode;
import dev.yinsong.cosyvoice.training.TrainingOutcome;
import dev.yinsong.cosyvoice.training.TrainingSettings;
import dev.yinsong.trainer.Losses;
import dev.yinsong.trainer.TrainerConfig;
import dev.yinsong.trainer.dataset.Split;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
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
        base = new Base(
                directory,
                CosyVoice.load(directory, training.device(), training.precision()),
                TrainingPlan.of(directory.settings(), training));
        LOG.infof("base model %s, %s", directory, baseHash());
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
    public TrainingPlan plan(Overrides wanted) {
        return base().plan().with(wanted);
    }

    @Override
    public Ending train(TrainingPlan plan, Split<Sample> clips, @Nullable Path saved, Watch watch) {
        var learned = examples(clips.learned());
        try (var training = new JointTraining(base().model(), settings(plan), learned, examples(clips.heldOut()))) {
            if (saved != null) {
                training.resume(saved);
            }
            var listener = new JointListener(training, watch);
            var outcome = training.run(listener);
            return switch (listener.wish()) {
                case LEAVE -> new Left();
                case CANCEL -> new Cancelled();
                case GO_ON, SAVE -> new Trained(candidate(outcome, learned), result(outcome));
            };
        }
    }

    private Candidate candidate(TrainingOutcome outcome, List<Example> learned) {
        return new JointCandidate(
                base().model(),
                base().directory(),
                outcome.adapter(),
                outcome.speaker(),
                SpeakingRate.of(learned, base().model().config()),
                config.gate());
    }

    private static TrainingSettings settings(TrainingPlan plan) {
        return new TrainingSettings(
                Mode.valueOf(plan.mode().toUpperCase(Locale.ROOT)),
                plan.training(),
                Map.of(Network.LLM, plan.stop().llm(), Network.FLOW, plan.stop().flow()),
                plan.seed(),
                BY_THE_CLOCK);
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

    private static Result result(TrainingOutcome outcome) {
        var reasons = outcome.reports().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(report -> report.getKey().key() + ": " + report.getValue().stop())
                .collect(Collectors.joining(", "));
        return new Result(
                reasons,
                losses(outcome, TrainingOutcome.Report::trainingStart),
                losses(outcome, TrainingOutcome.Report::trainingEnd),
                losses(outcome, TrainingOutcome.Report::heldOutStart),
                losses(outcome, TrainingOutcome.Report::heldOutBest));
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
