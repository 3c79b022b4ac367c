package dev.yinsong.cosyvoice.lm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.common.model.SpeechLength;
import org.junit.jupiter.api.Test;

class LimitsTest {

    @Test
    void areUpstreamsForCosyVoice300M() {
        assertThat(Decoding.Limits.forText(10, SpeechLength.forCosyVoice300M()))
                .isEqualTo(new Decoding.Limits(20, 200));
    }

    @Test
    void leaveRoomForThePausesAroundAShortText() {
        assertThat(Decoding.Limits.forText(3, new SpeechLength(1, 6, 50))).isEqualTo(new Decoding.Limits(3, 68));
    }
}
