package dev.yinsong.synth.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SubtitlesTest {

    @Test
    void numbersThePiecesFromOneAndTellsTheirTimesToTheMillisecond() {
        var timings = List.of(new Timing(0, 0, 1.5, "One."), new Timing(2, 3661.0625, 3662, "Three."));

        assertThat(Subtitles.srt(timings)).isEqualTo("""
                1
                00:00:00,000 --> 00:00:01,500
                One.

                3
                01:01:01,063 --> 01:01:02,000
                Three.
                """);
    }
}
