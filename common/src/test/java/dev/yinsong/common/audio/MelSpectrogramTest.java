package dev.yinsong.common.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MelSpectrogramTest {

    private final MelSpectrogram mel = new MelSpectrogram(MelConfig.cosyVoice());

    @ParameterizedTest
    @ValueSource(ints = {385, 511, 512, 5000, 22050})
    void hasAFrameForEveryWholeHop(int samples) {
        var spectrogram = mel.apply(Tones.noise(0.1, 22050, samples));

        assertThat(spectrogram.frames()).isEqualTo(samples / 256);
        assertThat(spectrogram.bins()).isEqualTo(80);
    }

    @Test
    void isNearTheLogarithmsFloorInSilence() {
        var spectrogram = mel.apply(Tones.silence(22050, 4000));

        assertThat(spectrogram.values()).containsOnly((float) Math.log(1e-5));
    }

    @Test
    void putsAToneIntoTheFilterAroundIt() {
        var low = loudestBin(mel.apply(Tones.sine(200, 0.5, 22050, 22050)));
        var high = loudestBin(mel.apply(Tones.sine(4000, 0.5, 22050, 22050)));

        assertThat(low).isLessThan(10);
        assertThat(high).isBetween(50, 65);
    }

    @Test
    void refusesAnotherRateAndTooLittleSound() {
        assertThatThrownBy(() -> mel.apply(Tones.silence(24000, 4000))).hasMessageContaining("24000");
        assertThatThrownBy(() -> mel.apply(Tones.silence(22050, 384))).hasMessageContaining("384");
    }

    @Test
    void centresEachBinOverTime() {
        var centred = new Spectrogram(new float[] {1, 10, 3, 20}, 2, 2).minusMeanOverTime();

        assertThat(centred.values()).containsExactly(-1, -5, 1, 5);
        assertThat(centred.transposed()).containsExactly(-1, 1, -5, 5);
    }

    private static int loudestBin(Spectrogram spectrogram) {
        int best = 0;
        for (int b = 1; b < spectrogram.bins(); b++) {
            if (spectrogram.at(40, b) > spectrogram.at(40, best)) {
                best = b;
            }
        }
        return best;
    }
}
