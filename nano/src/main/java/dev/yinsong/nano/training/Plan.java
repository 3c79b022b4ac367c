package dev.yinsong.nano.training;

/**
 * How a stage is trained.
 *
 * @param rate learning rate at its highest
 * @param beta1 decay of the mean gradient
 * @param beta2 decay of the mean squared gradient
 * @param weightDecay of AdamW
 * @param warmup steps until the rate is at its highest
 * @param clip largest norm of the gradient
 * @param minutes training time on one core, saved runs included; the rate falls to 3 % over it like a cosine
 */
public record Plan(
        double rate, double beta1, double beta2, double weightDecay, int warmup, double clip, double minutes) {

    public Plan {
        if (!(rate > 0 && minutes > 0 && warmup >= 1)) {
            throw new IllegalArgumentException(
                    "rate, minutes and warmup must be positive, were %s, %s, %s".formatted(rate, minutes, warmup));
        }
    }

    /** The same for another length of time. */
    public Plan during(double other) {
        return new Plan(rate, beta1, beta2, weightDecay, warmup, clip, other);
    }

    /** The learning rate of a step when a share of the time has gone. */
    double rateAt(int step, double share) {
        double warm = Math.min(1, (step + 1.0) / warmup);
        return rate * warm * (0.03 + 0.97 * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, share))));
    }
}
