package dev.yinsong.common.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a voice is trained on a base. Each value may be left out of the file and then has CosyVoice-300M's.
 *
 * @param llm the language model's low-rank update
 * @param flow the flow's
 * @param learningRate of AdamW, after the warm-up
 * @param weightDecay of AdamW
 * @param warmupSteps optimiser steps until the learning rate is whole
 * @param maxEpochs passes over the clips, at most
 * @param accumulation clips whose gradients make one optimiser step
 * @param gradientClip largest norm of a step's gradient
 * @param frameBudget mel frames of a clip that the flow sees at once
 * @param patience evaluations without gain after which a network stops
 */
public record TrainingDefaults(
        LowRankDefaults llm,
        LowRankDefaults flow,
        double learningRate,
        double weightDecay,
        int warmupSteps,
        int maxEpochs,
        int accumulation,
        double gradientClip,
        int frameBudget,
        int patience) {

    @JsonCreator
    public TrainingDefaults(
            @JsonProperty("llm") @Nullable LowRankDefaults llm,
            @JsonProperty("flow") @Nullable LowRankDefaults flow,
            @JsonProperty("learningRate") @Nullable Double learningRate,
            @JsonProperty("weightDecay") @Nullable Double weightDecay,
            @JsonProperty("warmupSteps") @Nullable Integer warmupSteps,
            @JsonProperty("maxEpochs") @Nullable Integer maxEpochs,
            @JsonProperty("accumulation") @Nullable Integer accumulation,
            @JsonProperty("gradientClip") @Nullable Double gradientClip,
            @JsonProperty("frameBudget") @Nullable Integer frameBudget,
            @JsonProperty("patience") @Nullable Integer patience) {
        this(
                llm == null ? new LowRankDefaults(8, 16, 0.15) : llm,
                flow == null ? new LowRankDefaults(16, 32, 0.05) : flow,
                learningRate == null ? 2e-4 : learningRate.doubleValue(),
                weightDecay == null ? 0.01 : weightDecay.doubleValue(),
                warmupSteps == null ? 50 : warmupSteps.intValue(),
                maxEpochs == null ? 100 : maxEpochs.intValue(),
                accumulation == null ? 16 : accumulation.intValue(),
                gradientClip == null ? 1.0 : gradientClip.doubleValue(),
                frameBudget == null ? 250 : frameBudget.intValue(),
                patience == null ? 10 : patience.intValue());
    }

    /** What the seed of this project found to suit CosyVoice-300M. */
    static TrainingDefaults forCosyVoice300M() {
        return new TrainingDefaults(null, null, null, null, null, null, null, null, null, null);
    }

    /**
     * A network's low-rank update.
     *
     * @param rank r
     * @param alpha α; the update is scaled by α/r
     * @param dropout probability that an input of the update is dropped in training
     * @param targets last names of the layers that are updated, such as {@code to_q}; none for all that usually are
     */
    public record LowRankDefaults(
            int rank,
            double alpha,
            double dropout,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> targets) {

        public LowRankDefaults(
                @JsonProperty(value = "rank", required = true) int rank,
                @JsonProperty(value = "alpha", required = true) double alpha,
                @JsonProperty(value = "dropout", required = true) double dropout,
                @JsonProperty("targets") @Nullable List<String> targets) {
            this.rank = rank;
            this.alpha = alpha;
            this.dropout = dropout;
            this.targets = targets == null ? List.of() : List.copyOf(targets);
        }

        /** On all layers that usually are updated. */
        public LowRankDefaults(int rank, double alpha, double dropout) {
            this(rank, alpha, dropout, null);
        }
    }
}
