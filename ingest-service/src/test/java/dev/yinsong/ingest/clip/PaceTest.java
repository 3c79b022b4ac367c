package dev.yinsong.ingest.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.yinsong.common.audio.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

    @Test
    void countsCharactersASecond() {
        var pace = Pace.of("The boat turned.", 2);

        assertThat(pace.value()).isCloseTo(7, within(1e-9));
        assertThat(pace.unit()).isEqualTo("characters/s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The boat turned toward the light.|2|OK",
                "今天天气很好|1.4|OK",
                "The boat turned toward the light.|1.1|WARN",
                "Yes.|2|WARN",
                "今天天气很好今天天气很好|1|WARN"
            })
    void warnsOfWordsThatFewPeopleSayInThatTime(String text, double seconds, Verdict verdict) {
        var pace = Pace.of(text, seconds);

        assertThat(pace.verdict()).isEqualTo(verdict);
        assertThat(pace.advice().isEmpty()).isEqualTo(verdict == Verdict.OK);
    }
}
