package dev.yinsong.cosyvoice.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.yinsong.cosyvoice.tensor.Noise;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import org.junit.jupiter.api.Test;

class MelSeamTest {

    private static final int OVERLAP = 6;

    @Test
    void leavesFramesOnWhichBothChunksAgree() {
        try (var scope = Scope.open()) {
            var mel = Noise.seeded(1).normal(1, 3, 30);
            var seam = new MelSeam(OVERLAP);

            var first = seam.join(mel.slice(2, 0, 20), false);
            var second = seam.join(mel.slice(2, 20 - OVERLAP, 30), true);

            assertThat(first.size(2)).isEqualTo(20 - OVERLAP);
            var difference = Tensor.cat(2, first, second).sub(mel).abs().max();
            assertThat(difference.item()).isLessThan(1e-6f);
        }
    }

    @Test
    void fadesFromOneChunkToTheOther() {
        try (var scope = Scope.open()) {
            var seam = new MelSeam(OVERLAP);
            seam.join(Tensor.zeros(1, 1, 10), false);

            float[] values = seam.join(Tensor.zeros(1, 1, 10).add(1), true).floats();

            for (int i = 1; i < values.length; i++) {
                assertThat(values[i]).isGreaterThanOrEqualTo(values[i - 1]);
            }
            assertThat(values[0]).isLessThan(0.1f);
            assertThat(values[OVERLAP - 1]).isGreaterThan(0.9f);
            assertThat(values[2] + values[3]).isEqualTo(1, within(1e-5f));
            assertThat(values[OVERLAP]).isEqualTo(1);
        }
    }
}
