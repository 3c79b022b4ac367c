package dev.yinsong.nano.lm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.nano.corpus.Phone;
import org.junit.jupiter.api.Test;

class LettersTest {

    @Test
    void findsTheLettersOfEachSound() {
        var phones = Phone.parse("pau:0.1 dh:0.2 ax:0.3 sh:0.4 ih:0.5 p:0.6 s:0.7 pau:0.8");

        var places = Letters.align("the ships.", phones);

        assertThat(places[1]).isBetween(0.0, 1.0); // th
        assertThat(places[2]).isEqualTo(2);
        assertThat(places[3]).isBetween(4.0, 5.0); // sh
        assertThat(places[4]).isEqualTo(6);
        assertThat(places[5]).isEqualTo(7);
        assertThat(places[6]).isEqualTo(8);
        assertThat(places[7]).isEqualTo(9);
    }

    @Test
    void neverGoesBack() {
        var phones = Phone.parse("b:0.1 ao:0.2 t:0.3 k:0.4 ae:0.5 n:0.6 d:0.7 iy:0.8");

        assertThat(Letters.align("bought candy", phones)).isSorted();
    }
}
