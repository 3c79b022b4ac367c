package dev.yinsong.cosyvoice.training;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/**
 * Changes of a clip's mel frames from pass to pass, so that a flow that hears few clips doesn't learn them by heart. The
 * language model, which learns no mel, learns the clip as it is.
 *
 * <p>Masks and noise follow SpecAugment (Park et al., 2019): what is masked gets its band's mean over the clip, so that
 * the spectrum stays the speaker's on average. A seed decides everything, whatever was drawn before.
 *
 * @param timeMask the largest share of a clip's frames that is masked in one piece; 0 for none
 * @param frequencyMask the largest share of the mel bands that is masked in one piece; 0 for none
 * @param gainDecibels how much louder or softer a clip becomes at most; 0 for not at all
 * @param stretch by which share a clip becomes longer or shorter at most, its speech tokens with it; 0 for not at all
 * @param noise standard deviation of noise added to each value, as a natural logarithm of magnitude; 0 for none
 * @param probability how often each of these is done to a clip
 */
public record Augmentation(
        double timeMask, double frequencyMask, double gainDecibels, double stretch, double noise, double probability) {

    /** Clips as they are. */
    public static final Augmentation NONE = new Augmentation(0, 0, 0, 0, 0, 0);

    private static final double NEPERS_A_DECIBEL = Math.log(10) / 20;
    private static final double SILENCE = Math.log(1e-5); // no mel is below that
    private static final int TIME_MASK = 1, FREQUENCY_MASK = 2, GAIN = 3, STRETCH = 4, NOISE = 5;

    /** @throws IllegalArgumentException when a share is not within its bounds */
    public Augmentation {
        requireWithin("timeMask", timeMask, 0, 0.5);
        requireWithin("frequencyMask", frequencyMask, 0, 0.5);
        requireWithin("gainDecibels", gainDecibels, 0, 20);
        requireWithin("stretch", stretch, 0, 0.5);
        requireWithin("noise", noise, 0, 1);
        requireWithin("probability", probability, 0, 1);
    }

    private static void requireWithin(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ", was " + value);
        }
    }

    /** A clip as it is heard this time. */
    Example apply(Example clip, long seed) {
        var changed = maybe(clip, stretch, seed, STRETCH, random -> stretched(clip, random));
        changed = change(changed, gainDecibels, seed, GAIN, Augmentation::louder);
        changed = change(changed, noise, seed, NOISE, Augmentation::noisy);
        changed = change(changed, timeMask, seed, TIME_MASK, Augmentation::maskTime);
        return change(changed, frequencyMask, seed, FREQUENCY_MASK, Augmentation::maskBands);
    }

    private Example change(Example clip, double most, long seed, int kind, Change change) {
        return maybe(clip, most, seed, kind, random -> {
            var mel = new Mel(clip.mel().clone(), clip.frames(), clip.mel().length / clip.frames());
            change.to(mel, most, random);
            return clip.heardAs(clip.speech(), mel.values, mel.frames);
        });
    }

    /** Each kind has lots of its own, so that one does not depend on whether others are wanted. */
    private Example maybe(Example clip, double most, long seed, int kind, Function<SplittableRandom, Example> change) {
        var random = new SplittableRandom(Seeds.mix(seed, kind));
        return most > 0 && random.nextDouble() < probability ? change.apply(random) : clip;
    }

    private Example stretched(Example clip, SplittableRandom random) {
        double factor = 1 + random.nextDouble(-stretch, stretch);
        int bands = clip.mel().length / clip.frames();
        int frames = (int) Math.max(1, Math.round(clip.frames() * factor));
        int tokens = (int) Math.max(1, Math.round(clip.speech().length * factor));
        var mel = new float[frames * bands];
        for (int t = 0; t < frames; t++) {
            double at = Math.clamp((t + 0.5) * clip.frames() / frames - 0.5, 0, clip.frames() - 1.0);
            int before = (int) at;
            int after = Math.min(before + 1, clip.frames() - 1);
            float share = (float) (at - before);
            for (int band = 0; band < bands; band++) {
                float left = clip.mel()[before * bands + band];
                mel[t * bands + band] = left + share * (clip.mel()[after * bands + band] - left);
            }
        }
        var speech = new int[tokens];
        Arrays.setAll(speech, i -> clip.speech()[(int) ((i + 0.5) * clip.speech().length / tokens)]);
        return clip.heardAs(speech, mel, frames);
    }

    private static void louder(Mel mel, double decibels, SplittableRandom random) {
        double change = random.nextDouble(-decibels, decibels) * NEPERS_A_DECIBEL;
        mel.each(value -> Math.max(SILENCE, value + change));
    }

    private static void noisy(Mel mel, double deviation, SplittableRandom random) {
        mel.each(value -> value + deviation * random.nextGaussian());
    }

    private static void maskTime(Mel mel, double share, SplittableRandom random) {
        int length = random.nextInt((int) (share * mel.frames) + 1);
        int start = random.nextInt(mel.frames - length + 1);
        var means = mel.means();
        for (int t = start; t < start + length; t++) {
            System.arraycopy(means, 0, mel.values, t * mel.bands, mel.bands);
        }
    }

    private static void maskBands(Mel mel, double share, SplittableRandom random) {
        int width = random.nextInt((int) (share * mel.bands) + 1);
        int start = random.nextInt(mel.bands - width + 1);
        var means = mel.means();
        for (int t = 0; t < mel.frames; t++) {
            System.arraycopy(means, start, mel.values, t * mel.bands + start, width);
        }
    }

    /** What is done to a clip's mel, by at most so much. */
    private interface Change {
        void to(Mel mel, double most, SplittableRandom random);
    }

    /** Values [frames, bands] row-major, to be changed. */
    private record Mel(float[] values, int frames, int bands) {

        void each(DoubleUnaryOperator change) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) change.applyAsDouble(values[i]);
            }
        }

        /** The mean of each band. */
        float[] means() {
            var sums = new double[bands];
            for (int i = 0; i < values.length; i++) {
                sums[i % bands] += values[i];
            }
            var means = new float[bands];
            for (int band = 0; band < bands; band++) {
                means[band] = (float) (sums[band] / frames);
            }
            return means;
        }
    }
}
