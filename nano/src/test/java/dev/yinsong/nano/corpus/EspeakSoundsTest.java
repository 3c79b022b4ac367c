package dev.yinsong.nano.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EspeakSoundsTest {

    private static final int RATE = 1000;

    @Test
    void namesSoundsAsTheOthersDoAndCutsDoubleOnes() {
        var marks = List.of(mark("S", 0), mark("A@", 100), mark("p", 300), mark("_", 350));

        var phones = EspeakSounds.phones(marks, loud(400), RATE);

        assertThat(phones).extracting(Phone::name).containsExactly("sh", "aa", "r", "p", "pau");
        assertThat(phones).extracting(Phone::end).containsExactly(0.1, 0.2, 0.3, 0.35, 0.4);
    }

    @Test
    void countsTheClosureToTheStop() {
        float[] samples = loud(400);
        Arrays.fill(samples, 240, 300, 0);

        var phones = EspeakSounds.phones(List.of(mark("a", 0), mark("t", 300)), samples, RATE);

        assertThat(phones.getFirst()).isEqualTo(new Phone("ae", 0.24));
    }

    @Test
    void leavesAPartOfTheSoundBeforeALongClosure() {
        float[] samples = loud(400);
        Arrays.fill(samples, 0, 300, 0);

        var phones = EspeakSounds.phones(List.of(mark("a", 270), mark("t", 300)), samples, RATE);

        assertThat(phones.getFirst().end()).isBetween(0.285, 0.3);
    }

    private static EspeakMark mark(String sound, int sample) {
        return new EspeakMark(sound, sample);
    }

    private static float[] loud(int samples) {
        var sound = new float[samples];
        Arrays.fill(sound, 0.5f);
        return sound;
    }
}
