package dev.yinsong.common.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run took some steps. Losses are raw: never weighted, never scaled.
 *
 * @param run the id of the run
 * @param step optimizer steps taken so far
 * @param steps optimizer steps that the run takes at most
 * @param llmLossNats cross-entropy of the language model, in nats a token, if it still learns
 * @param flowLoss mean squared error of the flow, if it still learns
 * @param heldOutLlmLossNats the same on clips that are not trained on, if they were evaluated at this step
 * @param heldOutFlowLoss the same on clips that are not trained on, if they were evaluated at this step
 */
public record TrainingProgressed(
        UUID id,
        Instant at,
        String voice,
        UUID run,
        int step,
        int steps,
        @Nullable Double llmLossNats,
        @Nullable Double flowLoss,
        @Nullable Double heldOutLlmLossNats,
        @Nullable Double heldOutFlowLoss)
        implements VoiceEvent {

    public TrainingProgressed {
        Checks.envelope(id, at, voice);
        Checks.present("run", run);
    }
}
