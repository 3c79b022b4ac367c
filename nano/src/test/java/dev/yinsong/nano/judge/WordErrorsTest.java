package dev.yinsong.nano.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordErrorsTest {

    @Test
    void countsWrongMissingAndAddedWords() {
        assertThat(errors("a cat sat down", "a cat sat down")).isZero();
        assertThat(errors("a cat sat down", "a hat sat down")).isEqualTo(1);
        assertThat(errors("a cat sat down", "cat sat")).isEqualTo(2);
        assertThat(errors("a cat sat", "a big cat sat on it")).isEqualTo(3);
        assertThat(errors("a cat", "")).isEqualTo(2);
    }

    @Test
    void readsTextsAsTheirWords() {
        assertThat(Words.of("\"Don't,\" said Tom - twice.")).containsExactly("don't", "said", "tom", "twice");
        assertThat(Words.of("...")).isEmpty();
    }

    @Test
    void addsUpToAShare() {
        var sum = WordErrors.NONE
                .plus(WordErrors.of(List.of("a", "b"), List.of("a")))
                .plus(WordErrors.of(List.of("c", "d"), List.of("c", "d")));

        assertThat(sum.percent()).isEqualTo(25);
    }

    private static int errors(String said, String heard) {
        return WordErrors.of(Words.of(said), Words.of(heard)).errors();
    }
}
