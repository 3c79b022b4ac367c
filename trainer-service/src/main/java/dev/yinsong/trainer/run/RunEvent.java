package dev.yinsong.trainer.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.yinsong.trainer.Losses;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a run said. Numbers rise by one within a run, so a reader who knows one can ask for what followed.
 *
 * @param kind {@code started}, {@code screening}, {@code screened}, {@code quarantined}, {@code removed} (a clip was
 *     deleted meanwhile), {@code measured}, {@code resumed}, {@code progressed}, {@code saved}, {@code warned},
 *     {@code waiting} (the blob store is away), {@code judging}, {@code listening}, or how it ended: {@code published},
 *     {@code rejected}, {@code failed}, {@code cancelled}
 * @param step optimizer steps taken so far
 * @param steps optimizer steps that the run takes at most
 * @param losses of training since the last event, or absent
 * @param heldOut losses on clips that are not trained on, or absent
 * @param learningRate at this step, or absent
 * @param message what there is to say in words, or absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunEvent(
        long number,
        String kind,
        Instant at,
        int step,
        int steps,
        @Nullable Losses losses,
        @Nullable Losses heldOut,
        @Nullable Double learningRate,
        @Nullable String message) {}
