package dev.yinsong.ingest.clip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|The boat turned.",
                "en|It costs 25 €, naïve Zoë.",
                "en|2026",
                "en|The word 你 means you.",
                "zh|今天天气很好",
                "zh|我用 Kubernetes 部署",
                "zh|OK 好的",
                "ja|今日はいい天気です",
                "ja|コンピューター",
                "ko|안녕하세요",
                "ru|Добрый день",
                "hi|नमस्ते दुनिया",
                "xx|anything at all"
            })
    void fitsWhatIsWrittenInItsLetters(String language, String text) {
        assertThat(Script.fits(text, language)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"en|今天天气很好", "zh|The boat turned toward the light.", "en|Добрый день", "ru|Good day"})
    void doesNotFitOtherLetters(String language, String text) {
        assertThat(Script.fits(text, language)).isFalse();
    }
}
