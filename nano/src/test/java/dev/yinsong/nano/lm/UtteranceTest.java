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
        return new Utterance(
                "slt", new Reading(text, sounds), tokens, tokens, places, new float[] {1}, new float[] {2});
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
    void hearsAShareOfItselfWronglyAndIsToldWhatIsRight() {
        var utterance = counting(1000);

        var misheard = utterance.misheard(0.1, new Random(7));

        assertThat(IntStream.range(0, 1000)
                        .filter(t -> misheard.heard()[t] != t)
                        .count())
                .isBetween(70L, 100L);
        assertThat(misheard.tokens()).isEqualTo(utterance.tokens());
        assertThat(utterance.misheard(0, new Random(7)).heard()).isEqualTo(utterance.heard());
    }

    @Test
    void saysSomethingTwiceAndGoesOnWithoutLearningToStutter() {
        for (int seed = 0; seed < 50; seed++) {
            var stuttered = counting(60).stuttering(new Random(seed));

            int more = stuttered.heard().length - 60;
            assertThat(more).isBetween(5, 40);
            assertThat(stuttered.positions()).isEqualTo(1 + 60 + more + 3);
            assertThat(IntStream.of(stuttered.tokens())
                            .filter(t -> t != Utterance.UNTAUGHT)
                            .toArray())
                    .containsExactly(counting(60).tokens());
            int again = IntStream.range(0, 60 + more)
                    .filter(t -> stuttered.tokens()[t] == Utterance.UNTAUGHT)
                    .findFirst()
                    .orElseThrow();
            for (int t = again; t < again + more; t++) {
                assertThat(stuttered.heard()[t]).isEqualTo(stuttered.heard()[t - more]);
                assertThat(stuttered.places()[t]).isEqualTo(stuttered.places()[t - more]);
            }
        }
    }

    @Test
    void stuttersWithinTheShortestUtterance() {
        assertThat(counting(1).stuttering(new Random(1)).heard()).containsExactly(0, 0);
    }

    private static Utterance counting(int length) {
        var places = new float[length];
        for (int t = 0; t < length; t++) {
            places[t] = t / 10f;
        }
        return said("a", new long[] {1}, IntStream.range(0, length).toArray(), places);
    }
}
