package dev.yinsong.trainer.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.yinsong.trainer.Losses;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A run as callers see it.
 *
 * @param origin {@code automatic}, {@code manual} or {@code import}
 * @param mode which modules learn: {@code joint}, {@code llm_only} or {@code flow_only}; {@code import} for none
 * @param stopReason why training stopped, or why the candidate was rejected
 * @param failure what went wrong, of a failed run
 * @param version that it became: published, or of a rejected run kept as a candidate
 * @param losses raw, on the clips that it learned from
 * @param heldOutLosses raw, on the clips that it was only judged by
 * @param step optimizer steps taken so far
 * @param steps optimizer steps that it takes at most
 * @param clips that it knows, held-out ones included
 * @param attempts how often a pod took it
 * @param savedStep the step of its last saved state
 * @param settings everything decided
 * @param gate the report of the gate
 */
record RunView(
        UUID id,
        String voice,
        RunState state,
        String origin,
        String mode,
        @Nullable String stopReason,
        @Nullable String failure,
        @Nullable Integer version,
        Span losses,
        Span heldOutLosses,
        int step,
        int steps,
        int clips,
        int heldOutClips,
        int attempts,
        @Nullable Integer savedStep,
        Instant queuedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable TrainingPlan settings,
        @Schema(implementation = Object.class) @Nullable JsonNode gate) {

    /** Losses before the first step and now, or at the end. */
    record Span(Losses start, Losses end) {}

    /** Several, newest first. */
    record Page(List<RunView> runs) {}
}
