package dev.yinsong.trainer.screening;

import dev.yinsong.trainer.TrainerConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.DoubleStream;

/**
 * Finds clips whose text is not what is said in them, from how much better than other texts it explains their sound.
 *
 * <p>The measure is a contrast: the language model's loss on a clip's speech tokens given its own text, less the mean
 * loss given texts of other clips of the voice, in nats a token. What the speaker, the room or a fast clip cost is in both
 * and cancels. A text that fits makes it negative, one that doesn't leaves it near 0. A clip is suspect when its contrast
 * is an outlier among the voice's and little is left of the usual advantage; and only if the base tells right texts from
 * wrong ones at all.
 */
@ApplicationScoped
public class Screening {

    /** The standard deviation of a normal distribution in median absolute deviations. */
    private static final double DEVIATIONS = 1.4826;

    /** Contrasts that are alike by chance must not make outliers of the others, in nats a token. */
    private static final double LEAST_SPREAD = 0.01;

    private final TrainerConfig.Screening config;

    /** The screening of a configuration. */
    public Screening(TrainerConfig config) {
        this.config = config.screening();
    }

    /** Whether clips are to be looked through at all. */
    public boolean enabled() {
        return config.enabled();
    }

    /** With how many texts of other clips a clip's own is compared. */
    public int otherTexts() {
        return config.otherTexts();
    }

    /** Judges a voice's clips by their contrasts. */
    public Findings judge(Map<UUID, Double> contrasts) {
        if (contrasts.size() < config.leastClips()) {
            return unknown("%d clips are too few to compare, %d would do", contrasts.size(), config.leastClips());
        }
        double median = median(contrasts.values().stream().mapToDouble(Double::doubleValue));
        if (!(median < config.discriminatesBelow())) {
            return unknown(
                    "the base tells right texts from wrong ones by %.3f nats a token only, %.3f are needed",
                    -median, -config.discriminatesBelow());
        }
        double spread = Math.max(
                LEAST_SPREAD,
                DEVIATIONS * median(contrasts.values().stream().mapToDouble(contrast -> Math.abs(contrast - median))));
        double bound = Math.max(median + config.outlierAbove() * spread, config.remaining() * median);
        var suspects = contrasts.entrySet().stream()
                .filter(clip -> clip.getValue() > bound)
                .sorted(Map.Entry.comparingByKey())
                .map(clip -> suspect(clip.getKey(), clip.getValue(), median))
                .toList();
        if (suspects.size() > config.most() * contrasts.size()) {
            return unknown(
                    "%d of %d clips would be suspect, which says more of the base than of the clips",
                    suspects.size(), contrasts.size());
        }
        return new Findings(
                suspects,
                say(
                        "%d of %d clips left out; a clip's own text is better than others by %.3f nats a token, in the"
                                + " median, and suspect below %.3f",
                        suspects.size(), contrasts.size(), -median, -bound));
    }

    private static Suspect suspect(UUID clip, double contrast, double median) {
        return new Suspect(
                clip,
                contrast - median,
                say(
                        "The text does not seem to be what is said: it explains the sound better than texts of other clips"
                                + " by %.3f nats a token, where %.3f is usual for this voice. Correct the text, or accept"
                                + " the clip as it is.",
                        -contrast, -median));
    }

    private static Findings unknown(String why, Object... values) {
        return new Findings(List.of(), "texts were not checked: " + say(why, values));
    }

    private static double median(DoubleStream values) {
        var sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
