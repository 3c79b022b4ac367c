package dev.yinsong.trainer.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How one run is to differ from what is configured.
 *
 * @param mode which modules learn: {@code joint}, {@code llm_only} or {@code flow_only}
 * @param epochs the most passes over the clips
 * @param seed where every random choice begins
 * @param learningRate AdamW's highest rate
 * @param llmRank LoRA's rank for the language model
 * @param flowRank LoRA's rank for the flow
 * @param llmThreshold the language model stops at this loss, in nats a token
 * @param flowThreshold the flow stops at this mean squared error
 * @param patience evaluations without gain before a module stops
 * @param accumulation clips to a step of the optimizer
 * @param frameBudget mel frames of a clip that the flow sees at once; fewer need less memory
 * @param keepBest how many of the best states are kept, for the gate to try one after another
 * @param augmentation what is done to the clips that the flow learns from
 */
@Schema(description = "How one run is to differ from what is configured; what is absent stays as it is")
@JsonInclude(JsonInclude.Include.NON_NULL)
record Overrides(
        @Pattern(regexp = "joint|llm_only|flow_only", message = "must be joint, llm_only or flow_only") @Nullable
        String mode,

        @Min(1) @Max(10_000) @Nullable Integer epochs,
        @Nullable Long seed,
        @DecimalMin("1e-8") @DecimalMax("1") @Nullable Double learningRate,
        @Min(1) @Max(512) @Nullable Integer llmRank,
        @Min(1) @Max(512) @Nullable Integer flowRank,
        @DecimalMin("0") @Nullable Double llmThreshold,
        @DecimalMin("0") @Nullable Double flowThreshold,
        @Min(1) @Nullable Integer patience,
        @Min(1) @Max(1024) @Nullable Integer accumulation,
        @Min(16) @Max(100_000) @Nullable Integer frameBudget,
        @Min(1) @Max(10) @Nullable Integer keepBest,
        @Valid @Nullable AugmentationPlan augmentation) {

    /** Nothing is different. */
    static final Overrides NONE =
            new Overrides(null, null, null, null, null, null, null, null, null, null, null, null, null);
}
