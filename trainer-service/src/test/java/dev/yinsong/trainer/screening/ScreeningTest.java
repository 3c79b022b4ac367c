package dev.yinsong.trainer.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.trainer.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ScreeningTest {

    private static final UUID ODD = new UUID(7, 7);

    private final Screening screening = new Screening(Settings.of(Map.of()));

    @Test
    void findsTheClipWhoseTextExplainsNothing() {
        var contrasts = clips(23, -0.8, 0.1);
        contrasts.put(ODD, 0.02);

        var findings = screening.judge(contrasts);

        assertThat(findings.suspects()).singleElement().satisfies(suspect -> {
            assertThat(suspect.clip()).isEqualTo(ODD);
            assertThat(suspect.excess()).isBetween(0.7, 0.95);
            assertThat(suspect.reason()).contains("by -0.020 nats a token").contains("accept");
        });
        assertThat(findings.summary()).startsWith("1 of 24 clips left out");
    }

    @Test
    void leavesAClipThatIsOnlyHarderThanOthers() {
        var contrasts = clips(23, -0.8, 0.02);
        contrasts.put(ODD, -0.5); // an outlier, but its own text is far better than others

        assertThat(screening.judge(contrasts).suspects()).isEmpty();
    }

    @Test
    void leavesClipsThatSpreadWidelyAnyway() {
        var contrasts = clips(23, -0.5, 0.3);
        contrasts.put(ODD, 0.02);

        assertThat(screening.judge(contrasts).suspects()).isEmpty();
    }

    @Test
    void judgesNothingByABaseThatHearsNothing() {
        var contrasts = clips(23, -0.03, 0.01);
        contrasts.put(ODD, 0.4);

        var findings = screening.judge(contrasts);

        assertThat(findings.suspects()).isEmpty();
        assertThat(findings.summary()).contains("were not checked").contains("by 0.0");
    }

    @Test
    void judgesNothingByTooFewClips() {
        assertThat(screening.judge(clips(7, -1, 0.1)).summary()).contains("7 clips are too few");
        assertThat(screening.judge(Map.of()).suspects()).isEmpty();
    }

    @Test
    void doubtsTheBaseRatherThanAQuarterOfTheClips() {
        var contrasts = clips(16, -0.8, 0.05);
        for (int i = 0; i < 8; i++) {
            contrasts.put(new UUID(9, i), 0.1);
        }

        assertThat(screening.judge(contrasts).summary()).contains("8 of 24 clips would be suspect");
    }

    /** So many clips whose contrasts spread evenly about a value, by a standard deviation. */
    private static Map<UUID, Double> clips(int count, double about, double deviation) {
        var random = new SplittableRandom(1);
        var contrasts = new HashMap<UUID, Double>();
        for (int i = 0; i < count; i++) {
            contrasts.put(new UUID(1, i), about + deviation * Math.sqrt(3) * random.nextDouble(-1, 1));
        }
        return contrasts;
    }
}
