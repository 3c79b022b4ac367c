package dev.yinsong.common.text.chinese;

import dev.yinsong.common.text.spoken.Effort;
import org.junit.jupiter.api.Test;

class MandarinTest {

    @Test
    void looksAtEachCharacterOfALongLineAFewTimesOnly() {
        Effort.assertLinear(Mandarin.rules());
    }
}
