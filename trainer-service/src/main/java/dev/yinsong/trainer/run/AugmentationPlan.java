package dev.yinsong.trainer.run;

import dev.yinsong.cosyvoice.training.Augmentation;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is done to the clips that the flow learns from, from pass to pass. What is absent is not done.
 *
 * @param timeMask the largest share of a clip's frames that is masked in one piece
 * @param frequencyMask the largest share of the mel bands that is masked in one piece
 * @param gainDecibels how much louder or softer a clip becomes at most
 * @param stretch by which share a clip becomes longer or shorter at most, its speech tokens with it
 * @param noise standard deviation of noise added to each mel value, as a natural logarithm of magnitude
 * @param probability how often each of these is done to a clip; half of the time where absent
 */
@Schema(description = "What is done to the clips that the flow learns from; what is absent is not done")
record AugmentationPlan(
        @DecimalMin("0") @DecimalMax("0.5") @Nullable Double timeMask,
        @DecimalMin("0") @DecimalMax("0.5") @Nullable Double frequencyMask,
        @DecimalMin("0") @DecimalMax("20") @Nullable Double gainDecibels,
        @DecimalMin("0") @DecimalMax("0.5") @Nullable Double stretch,
        @DecimalMin("0") @DecimalMax("1") @Nullable Double noise,
        @DecimalMin("0") @DecimalMax("1") @Nullable Double probability) {

    private static final double HALF_OF_THE_TIME = 0.5;

    /** As the networks' training takes it. */
    Augmentation augmentation() {
        return new Augmentation(
                orNone(timeMask),
                orNone(frequencyMask),
                orNone(gainDecibels),
                orNone(stretch),
                orNone(noise),
                probability == null ? HALF_OF_THE_TIME : probability);
    }

    private static double orNone(@Nullable Double amount) {
        return amount == null ? 0 : amount;
    }
}
