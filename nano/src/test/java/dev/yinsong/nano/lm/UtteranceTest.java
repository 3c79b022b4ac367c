package dev.yinsong.nano.lm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UtteranceTest {

    private static final Utterance FIRST =
            said("one.", new long[] {1, 2, 0, 0}, new int[] {10, 11, 12}, new float[] {0, 1, 3});
    private static final Utterance SECOND =
            said("hi.", new long[] {5, 6, 0}, new int[] {20, 21}, new float[] {0, 1.5f});

    private static Utterance said(String text, long[] sounds, int[] tokens, float[] places) {
        return new Utterance("slt", new Reading(text, sounds), tokens, places, new float[] {1}, new float[] {2});
    }

    @Test
    void namesTextTokensByTheirBytes() {
        assertThat(Utterance.letters("Aé")).containsExactly('a', 0xc3, 0xa9);
    }

    @Test
    void goesOnWithTheNextSentenceBehindABlank() {
        var both = FIRST.then(SECOND, true);

        assertThat(both.reading().text()).isEqualTo("one. hi.");
        assertThat(both.reading().sounds()).containsExactly(1, 2, 0, 0, 0, 5, 6, 0);
        assertThat(both.tokens()).containsExactly(10, 11, 12, 20, 21);
        assertThat(both.places()).containsExactly(0, 1, 3, 5, 6.5f);
        assertThat(both.positions()).isEqualTo(8 + 5 + 3);
    }

    @Test
    void goesOnWithoutABlankAsInTheVoiceOfAClip() {
        var both = FIRST.then(SECOND, false);

        assertThat(both.reading().text()).isEqualTo("one.hi.");
        assertThat(both.places()).containsExactly(0, 1, 3, 4, 5.5f);
    }

    @Test
    void hearsAShareOfItselfWrongly() {
        var tokens = IntStream.range(0, 1000).toArray();
        var utterance = said("a", new long[] {1}, tokens, new float[1000]);

        int[] heard = utterance.misheard(0.1, new Random(7)).speech();

        assertThat(IntStream.range(0, 1000).filter(t -> heard[t] != tokens[t]).count())
                .isBetween(70L, 130L);
        assertThat(utterance.misheard(0, new Random(7)).speech()).containsExactly(tokens);
    }
}
