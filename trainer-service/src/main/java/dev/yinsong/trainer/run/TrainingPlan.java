package dev.yinsong.trainer.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.yinsong.common.model.TrainingDefaults;
import dev.yinsong.common.model.TrainingDefaults.LowRankDefaults;
import dev.yinsong.common.model.YinsongJson;
import dev.yinsong.common.model.YinsongJson.StopThresholds;
import dev.yinsong.cosyvoice.training.Augmentation;
import dev.yinsong.trainer.TrainerConfig;
import org.jspecify.annotations.Nullable;

/**
 * How a run trains, everything decided.
 *
 * @param mode which modules learn: {@code joint}, {@code llm_only} or {@code flow_only}
 * @param seed where every random choice begins
 * @param training ranks, rates and budgets
 * @param stop raw losses at which each module stops
 * @param clipsAtOnce how many clips of a step go through a network together
 * @param keepBest how many of the best states are kept, for the gate to try one after another
 * @param augmentation what is done to the clips that the flow learns from; absent for nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TrainingPlan(
        @JsonProperty("mode") String mode,
        @JsonProperty("seed") long seed,
        @JsonProperty("training") TrainingDefaults training,
        @JsonProperty("stop") StopThresholds stop,
        @JsonProperty("clipsAtOnce") int clipsAtOnce,
        @JsonProperty("keepBest") int keepBest,
        @JsonProperty("augmentation") @Nullable AugmentationPlan augmentation) {

    private static final long SEED = 1986;

    /** A plan that was written down before these could be chosen. */
    TrainingPlan {
        clipsAtOnce = Math.max(1, clipsAtOnce);
        keepBest = Math.max(1, keepBest);
    }

    /**
     * What the base advises, where the service's configuration says nothing else.
     *
     * @param clipsAtOnce as many as suit the base's size
     */
    static TrainingPlan of(YinsongJson base, TrainerConfig.Training config, int clipsAtOnce) {
        var advised = base.training();
        return new TrainingPlan(
                "joint",
                config.seed().orElse(SEED),
                new TrainingDefaults(
                        advised.llm(),
                        advised.flow(),
                        config.learningRate().orElse(advised.learningRate()),
                        advised.weightDecay(),
                        advised.warmupSteps(),
                        config.epochs().orElse(advised.maxEpochs()),
                        advised.accumulation(),
                        advised.gradientClip(),
                        config.frameBudget().orElse(advised.frameBudget()),
                        config.patience().orElse(advised.patience())),
                new StopThresholds(
                        config.llmThreshold().orElse(base.stop().llm()),
                        config.flowThreshold().orElse(base.stop().flow())),
                config.clipsAtOnce().orElse(clipsAtOnce),
                config.keepBest(),
                null);
    }

    /** This plan, as somebody wants it for one run. */
    TrainingPlan with(Overrides wanted) {
        return new TrainingPlan(
                or(wanted.mode(), mode),
                or(wanted.seed(), seed),
                new TrainingDefaults(
                        rank(training.llm(), wanted.llmRank()),
                        rank(training.flow(), wanted.flowRank()),
                        or(wanted.learningRate(), training.learningRate()),
                        training.weightDecay(),
                        training.warmupSteps(),
                        or(wanted.epochs(), training.maxEpochs()),
                        or(wanted.accumulation(), training.accumulation()),
                        training.gradientClip(),
                        or(wanted.frameBudget(), training.frameBudget()),
                        or(wanted.patience(), training.patience())),
                new StopThresholds(or(wanted.llmThreshold(), stop.llm()), or(wanted.flowThreshold(), stop.flow())),
                clipsAtOnce,
                or(wanted.keepBest(), keepBest),
                wanted.augmentation() == null ? augmentation : wanted.augmentation());
    }

    /** What is done to the clips that the flow learns from. */
    Augmentation augmenting() {
        return augmentation == null ? Augmentation.NONE : augmentation.augmentation();
    }

    /** Another rank, at the same scale α/r. */
    private static LowRankDefaults rank(LowRankDefaults of, @Nullable Integer wanted) {
        return wanted == null
                ? of
                : new LowRankDefaults(wanted, of.alpha() / of.rank() * wanted, of.dropout(), of.targets());
    }

    private static String or(@Nullable String wanted, String otherwise) {
        return wanted == null ? otherwise : wanted;
    }

    private static int or(@Nullable Integer wanted, int otherwise) {
        return wanted == null ? otherwise : wanted;
    }

    private static long or(@Nullable Long wanted, long otherwise) {
        return wanted == null ? otherwise : wanted;
    }

    private static double or(@Nullable Double wanted, double otherwise) {
        return wanted == null ? otherwise : wanted;
    }
}
