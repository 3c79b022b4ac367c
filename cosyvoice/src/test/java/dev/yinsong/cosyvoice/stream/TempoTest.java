package dev.yinsong.cosyvoice.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.yinsong.cosyvoice.tensor.Noise;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TempoTest {

    private static final int FRAMES = 53;

    @ParameterizedTest
    @ValueSource(doubles = {0.25, 0.6, 0.999, 1, 1.3, 2, 4})
    void changesTheLengthInPiecesAsAtOnce(double speed) {
        try (var scope = Scope.open()) {
            var mel = Noise.seeded(1).normal(1, 3, FRAMES);

            var whole = new Tempo(speed).next(mel, true);
            var tempo = new Tempo(speed);
            var pieces = new ArrayList<Tensor>();
            int[] cuts = {0, 5, 6, 20, 20, 45, FRAMES};
            for (int i = 1; i < cuts.length; i++) {
                pieces.add(tempo.next(mel.slice(2, cuts[i - 1], cuts[i]), i == cuts.length - 1));
            }

            assertThat(whole.size(2)).isEqualTo((int) (FRAMES / speed));
            var joined = Tensor.cat(2, pieces.toArray(Tensor[]::new));
            assertThat(joined.shape()).isEqualTo(whole.shape());
            assertThat(joined.sub(whole).abs().max().item()).isLessThan(1e-5f);
        }
    }

    @Test
    void interpolatesBetweenFrames() {
        try (var scope = Scope.open()) {
            var ramp = Tensor.of(new float[] {0, 1, 2, 3, 4, 5, 6, 7}, 1, 1, 8);

            float[] slow = new Tempo(0.5).next(ramp, true).floats();
            float[] fast = new Tempo(2).next(ramp, true).floats();

            assertThat(slow[5]).isEqualTo(2.25f, within(1e-6f));
            assertThat(fast).containsExactly(0.5f, 2.5f, 4.5f, 6.5f);
        }
    }

    @Test
    void neverLosesAllSpeech() {
        try (var scope = Scope.open()) {
            assertThat(new Tempo(4).next(Tensor.zeros(1, 3, 2), true).size(2)).isEqualTo(1);
        }
    }
}
