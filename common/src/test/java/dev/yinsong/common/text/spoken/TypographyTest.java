package dev.yinsong.common.text.spoken;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypographyTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ＡＢＣ１２３％ | ABC123%
            ٣٤ and 𝟕 | 34 and 7
            ½ cup, 3½ | 1/2 cup, 3 1/2
            Ⅳ and ⅩⅣ | 4 and 14
            ① ㎡ ㎏ | 1 m² kg
            x⁴ + y² | x^4 + y²
            it’s 5′ 10″ | it's 5' 10"
            −4 ℃ ～ ￥5 | -4 °C ~ ¥5
            “你好”，（是） | “你好”，（是）
            """)
    void setsASignInOneWay(String set, String plain) {
        assertThat(Typography.plain(set)).isEqualTo(plain);
        assertThat(Typography.plain(plain)).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a\u200bb\ufeff\u00adc|abc",
                "a\u00a0b\u3000c\td|a b c d",
                "Cafe\u0301|Café",
                "a\ud800b|ab",
                "a\u0000b|a b"
            })
    void takesOutWhatCannotBeSeen(String set, String plain) {
        assertThat(Typography.plain(set)).isEqualTo(plain);
    }
}
