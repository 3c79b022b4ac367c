package dev.yinsong.nano.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AlignerTest {

    private static final String LINE =
            "00001 S 0 T 0 A -1 L 0 0 -1 0 <sil> 7 -1 0 HH 15 -1 0 (null) 15 -1 0 unknownEHR 31 -1 0 AY 40";

    @Test
    void aSoundEndsMidwayBetweenWhatItsLastFrameAndTheNextHear() {
        var phones = Aligner.phones(LINE.split(" "));

        assertThat(phones.getFirst().end()).isCloseTo(0.0778, within(1e-9));
    }

    @Test
    void tellsPausesAndInexactSoundsAndLeavesOutArcsWithoutAWord() {
        assertThat(Aligner.phones(LINE.split(" ")))
                .extracting(Phone::name)
                .containsExactly(Phone.PAUSE, "hh", Phone.UNKNOWN, "ay");
    }
}
