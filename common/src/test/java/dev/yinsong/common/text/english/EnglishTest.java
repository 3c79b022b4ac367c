package dev.yinsong.common.text.english;

import dev.yinsong.common.text.spoken.Effort;
import org.junit.jupiter.api.Test;

class EnglishTest {

    @Test
    void looksAtEachCharacterOfALongLineAFewTimesOnly() {
        Effort.assertLinear(English.rules());
    }
}
