package dev.yinsong.nano.vocoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.yinsong.common.audio.MelConfig;
import dev.yinsong.common.audio.MelSpectrogram;
import dev.yinsong.common.audio.Waveform;
import org.junit.jupiter.api.Test;

class RaisedMelTest {

    @Test
    void movesATone() {
        float[] raised = RaisedMel.of(mel(600), 1.25, 0);

        assertThat(loudestBand(raised)).isCloseTo(loudestBand(mel(750)), within(1));
    }

    @Test
    void movesAToneAboveAKilohertz() {
        float[] lowered = RaisedMel.of(mel(3000), 1 / 1.3, 0);

        assertThat(loudestBand(lowered)).isCloseTo(loudestBand(mel(3000 / 1.3)), within(1));
    }

    @Test
    void changesNothingAtFactorOneButTheLoudness() {
        float[] mel = mel(440);

        float[] louder = RaisedMel.of(mel, 1, 0.5);

        for (int i = 0; i < mel.length; i++) {
            assertThat(louder[i]).isCloseTo(mel[i] + 0.5f, within(1e-3f));
        }
    }

    private static float[] mel(double hertz) {
        var samples = new float[22_050];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = (float) (0.5 * Math.sin(2 * Math.PI * hertz * n / 22_050));
        }
        return new MelSpectrogram(MelConfig.cosyVoice())
                .apply(new Waveform(samples, 22_050))
                .values();
    }

    private static int loudestBand(float[] mel) {
        int row = mel.length / 80 / 2 * 80; // a frame in the middle
        int loudest = 0;
        for (int m = 1; m < 80; m++) {
            loudest = mel[row + m] > mel[row + loudest] ? m : loudest;
        }
        return loudest;
    }
}
