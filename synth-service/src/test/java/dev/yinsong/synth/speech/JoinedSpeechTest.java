package dev.yinsong.synth.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yinsong.common.audio.Waveform;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JoinedSpeechTest {

    @Test
    void putsSilenceBetweenPiecesAndNowhereElse() {
        var joined = new JoinedSpeech(Duration.ofMillis(2));

        joined.add(new Waveform(new float[] {1, 2}, 1000));
        joined.add(new Waveform(new float[] {3}, 1000));

        assertThat(joined.sound()).isEqualTo(new Waveform(new float[] {1, 2, 0, 0, 3}, 1000));
    }

    @Test
    void refusesPiecesOfDifferentRates() {
        var joined = new JoinedSpeech(Duration.ZERO);
        joined.add(new Waveform(new float[1], 1000));

        assertThatThrownBy(() -> joined.add(new Waveform(new float[1], 2000)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
