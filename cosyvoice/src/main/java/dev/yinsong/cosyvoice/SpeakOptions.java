package dev.yinsong.cosyvoice;

import dev.yinsong.cosyvoice.lm.Sampling;
import java.util.function.BooleanSupplier;

/**
 * How something is spoken; {@link CosyVoice#options} has what a base recommends.
 *
 * @param seed decides every draw: the same seed, voice and text sound the same on the same machine
 * @param sampling how speech tokens are drawn
 * @param steps of the flow's solver
 * @param speed 1 as the voice speaks, 2 twice as fast
 * @param unwanted asked at every step of the work; true ends it with a {@link java.util.concurrent.CancellationException}
 */
public record SpeakOptions(long seed, Sampling sampling, int steps, double speed, BooleanSupplier unwanted) {

    public SpeakOptions {
        if (steps < 1 || !(speed > 0)) {
            throw new IllegalArgumentException("steps and speed must be positive, were " + steps + " and " + speed);
        }
    }

    public SpeakOptions withSeed(long other) {
        return new SpeakOptions(other, sampling, steps, speed, unwanted);
    }

    public SpeakOptions with(Sampling other) {
        return new SpeakOptions(seed, other, steps, speed, unwanted);
    }

    public SpeakOptions withSteps(int other) {
        return new SpeakOptions(seed, sampling, other, speed, unwanted);
    }

    public SpeakOptions withSpeed(double other) {
        return new SpeakOptions(seed, sampling, steps, other, unwanted);
    }

    public SpeakOptions until(BooleanSupplier other) {
        return new SpeakOptions(seed, sampling, steps, speed, other);
    }
}
