package dev.yinsong.trainer.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where one voice's policy is to differ from what is configured.
 *
 * @param manualOnly whether only somebody's order starts a run
 * @param minClips the fewest clips that the voice is trained on by itself
 * @param changedClips how many clips must have come, gone or been corrected since a run last took them
 * @param quietSeconds how long the clips must have stayed as they are
 * @param cooldownSeconds how long after a run's end none starts by itself
 */
@Schema(description = "Where a voice's policy is to differ from what is configured; what is absent is as configured")
@JsonInclude(JsonInclude.Include.NON_NULL)
record PolicyOverrides(
        @Nullable Boolean manualOnly,
        @Min(4) @Max(100_000) @Nullable Integer minClips,
        @Min(1) @Max(100_000) @Nullable Integer changedClips,
        @DecimalMin("0") @DecimalMax("31536000") @Nullable Double quietSeconds,
        @DecimalMin("0") @DecimalMax("31536000") @Nullable Double cooldownSeconds) {

    static final PolicyOverrides NONE = new PolicyOverrides(null, null, null, null, null);
}
