package dev.yinsong.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.trainer.Settings;
import dev.yinsong.trainer.screening.Screening;
import dev.yinsong.trainer.screening.Suspect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The embedded base model listens for a clip with another's text. What it can show depends on the base: one that hears what
 * is said finds the clip and no other, one that doesn't says so and finds none.
 */
class NanoScreeningTest {

    private static final int CLIPS = 24;
    private static final int MISMATCHED = 9;

    @TempDir
    Path directory;

    @Test
    void findsTheOneOfTwentyFourClipsThatSaysSomethingElseIfItHearsWhatIsSaid() throws IOException {
        var config = Settings.of(Map.of("yinsong.model", NanoClips.model().toString()));
        var clips = new ArrayList<Trainer.Sample>();
        try (var samples = new NanoClips(directory)) {
            for (int number = 1; number <= CLIPS; number++) {
                clips.add(
                        number == MISMATCHED
                                ? samples.clip(number, "Nobody said that, and nobody will.")
                                : samples.clip(number));
            }
        }
        var trainer = new JointTrainer(config);
        trainer.prepare();

        var contrasts = contrasts(trainer, clips);
        trainer.close();

        var findings = new Screening(config).judge(contrasts);
        assertThat(contrasts.values()).hasSize(CLIPS).allMatch(Double::isFinite);
        if (median(contrasts) < config.screening().discriminatesBelow()) {
            assertThat(findings.suspects())
                    .extracting(Suspect::clip)
                    .containsExactly(clips.get(MISMATCHED - 1).clip());
        } else {
            assertThat(findings.suspects()).isEmpty();
            assertThat(findings.summary()).startsWith("texts were not checked: the base tells right texts from wrong");
        }
    }

    private static double median(Map<UUID, Double> contrasts) {
        var sorted = contrasts.values().stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return (sorted[CLIPS / 2 - 1] + sorted[CLIPS / 2]) / 2;
    }

    private static Map<UUID, Double> contrasts(Trainer trainer, List<Trainer.Sample> clips) {
        var contrasts = new LinkedHashMap<UUID, Double>();
        for (int i = 0; i < clips.size(); i++) {
            int index = i;
            var others = IntStream.rangeClosed(1, 4)
                    .mapToObj(step -> clips.get((index + step) % clips.size()))
                    .toList();
            contrasts.put(clips.get(i).clip(), trainer.contrast(clips.get(i), others));
        }
        return contrasts;
    }
}
