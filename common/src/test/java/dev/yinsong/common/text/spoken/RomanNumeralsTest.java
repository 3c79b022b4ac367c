package dev.yinsong.common.text.spoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RomanNumeralsTest {

    @ParameterizedTest
    @CsvSource({"I,1", "IV,4", "VIII,8", "XIV,14", "XLII,42", "XCIX,99", "MCMXCIV,1994", "MMMCMXCIX,3999"})
    void addsAndTakesAway(String letters, int value) {
        assertThat(RomanNumerals.value(letters)).hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "IIII", "VX", "IC", "A", "MMMM", "iv"})
    void refusesWhatNobodyWrites(String letters) {
        assertThat(RomanNumerals.value(letters)).isEqualTo(OptionalInt.empty());
    }
}
