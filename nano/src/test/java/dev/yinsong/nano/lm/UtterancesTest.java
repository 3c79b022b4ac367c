package dev.yinsong.nano.lm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UtterancesTest {

    private static final Utterances UTTERANCES = new Utterances(IntStream.range(0, 300)
            .mapToObj(i -> said(i % 3 == 0 ? "rms" : "slt", 20 + i % 50))
            .toList());

    private static Utterance said(String voice, int tokens) {
        int letters = tokens / 2;
        var text = (voice + "-").repeat(letters).substring(0, letters);
        return new Utterance(
                voice,
                new Reading(text, new long[letters]),
                new int[tokens],
                new int[tokens],
                new float[tokens],
                new float[192],
                new float[192]);
    }

    @Test
    void fillsABatchWithoutOverflow() {
        for (int seed = 0; seed < 20; seed++) {
            assertThat(positions(UTTERANCES.draw(400, new Random(seed)))).isBetween(200, 400);
            assertThat(positions(UTTERANCES.drawPairs(400, new Random(seed)))).isBetween(100, 400);
        }
    }

    @Test
    void drawsOneThatIsLongerThanTheBatch() {
        assertThat(UTTERANCES.draw(10, new Random(1))).hasSize(1);
    }

    @Test
    void joinsTwoOfOneVoice() {
        assertThat(UTTERANCES.drawPairs(400, new Random(3))).allSatisfy(pair -> {
            assertThat(pair.tokens().length).isGreaterThanOrEqualTo(40);
            assertThat(pair.reading().text()).doesNotContain(pair.name().equals("rms") ? "slt" : "rms");
        });
    }

    private static int positions(List<Utterance> batch) {
        return batch.size()
                * batch.stream().mapToInt(Utterance::positions).max().orElseThrow();
    }
}
