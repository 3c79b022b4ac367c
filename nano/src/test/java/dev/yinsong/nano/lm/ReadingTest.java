package dev.yinsong.nano.lm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.nano.corpus.Pronunciations;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadingTest {

    private static final Pronunciations DICTIONARY = new Pronunciations(Map.of(
            "ships",
            List.of(List.of("SH", "IH", "P", "S")),
            "box",
            List.of(List.of("B", "AA", "K", "S")),
            "made",
            List.of(List.of("M", "EY", "D"))));

    @Test
    void tellsWhatEachLetterStandsFor() {
        var reading = Reading.of("Ships made.", DICTIONARY).orElseThrow();

        assertThat(reading.text()).isEqualTo("ships made.");
        assertThat(names(reading)).containsExactly("-", "sh", "ih", "p", "s", "-", "m", "ey", "d", "-", "-");
    }

    @Test
    void takesTheFirstOfTwoSoundsOfALetter() {
        assertThat(names(Reading.of("box", DICTIONARY).orElseThrow())).containsExactly("b", "aa", "k");
    }

    @Test
    void readsNothingThatTheDictionaryLacks() {
        assertThat(Reading.of("ships sink", DICTIONARY)).isEmpty();
    }

    @Test
    void padsABatchWithLettersThatDoNotCount() {
        var readings = List.of(
                Reading.of("box", DICTIONARY).orElseThrow(),
                Reading.of("ships", DICTIONARY).orElseThrow());

        assertThat(Reading.targets(readings, 5)).startsWith(7).contains(-1, -1).hasSize(10);
    }

    private static List<String> names(Reading reading) {
        return Arrays.stream(reading.sounds())
                .mapToObj(sound -> Reading.SOUNDS.get((int) sound))
                .toList();
    }
}
