package dev.yinsong.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.common.model.YinsongJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SentencesTest {

    @ParameterizedTest
    @MethodSource("languages")
    void eachLanguageOfTheLargeBaseHasEightThatDiffer(String language) {
        assertThat(Sentences.of(language, Map.of()))
                .hasSize(8)
                .doesNotHaveDuplicates()
                .allSatisfy(sentence -> assertThat(sentence).hasSizeGreaterThan(15));
        assertThat(Sentences.of(language, Map.of()).equals(Sentences.of("en", Map.of())))
                .isEqualTo(language.equals("en"));
    }

    static List<String> languages() {
        return YinsongJson.forCosyVoice300M().languages();
    }

    @Test
    void aLanguageWithoutAnyHearsEnglish() {
        assertThat(Sentences.of("cy", Map.of())).isEqualTo(Sentences.of("en", Map.of()));
    }

    @Test
    void anOperatorsOwnComeFirst() {
        var own = Map.of("en", List.of("Mind the gap."), "ko", List.<String>of());

        assertThat(Sentences.of("en", own)).containsExactly("Mind the gap.");
        assertThat(Sentences.of("ko", own)).hasSize(8);
    }
}
