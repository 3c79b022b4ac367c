package dev.yinsong.cosyvoice.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorTest {

    @Test
    void multipliesAndDerives() {
        try (var scope = Scope.open();
                var tape = Tape.open()) {
            var x = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2).requireGradient();

            var loss = x.matmul(x).mul(0.5).sum();
            loss.backward();

            assertThat(loss.item()).isEqualTo((7 + 10 + 15 + 22) / 2f);
            // d(1ᵀ X X 1)/dX = 1 (X1)ᵀ + (1ᵀX)ᵀ 1ᵀ
            assertThat(x.gradient().orElseThrow().floats()).containsExactly(3.5f, 5.5f, 4.5f, 6.5f);
        }
    }

    @Test
    void mishIsTheSameWhetherItIsRecordedOrNot() {
        try (var scope = Scope.open()) {
            var x = Tensor.cat(
                    0, Noise.seeded(1).normal(1000).mul(5), Tensor.of(new float[] {-200, -90, 0, 90, 1e6f}, 5));
            float[] recorded;
            try (var tape = Tape.open()) {
                recorded = x.mish().floats();
            }

            assertThat(x.mish().floats()).usingComparatorWithPrecision(2e-6f).containsExactly(recorded);
        }
    }

    @Test
    void freesAllTensorsOfAScope() {
        long before = Tensor.live();

        try (var scope = Scope.open()) {
            Tensor.of(new float[] {1, 2}, 2).add(1).mul(3).sum();
            assertThat(Tensor.live()).isGreaterThan(before);
        }

        assertThat(Tensor.live()).isEqualTo(before);
    }

    @Test
    void keepsWhatAScopeHandsOut() {
        try (var outer = Scope.open()) {
            Tensor kept;
            try (var inner = Scope.open()) {
                kept = inner.keep(Tensor.of(new float[] {1, 2}, 2).add(1));
            }
            assertThat(kept.floats()).containsExactly(2, 3);
        }
    }

    @Test
    void refusesTheUseOfAFreedTensor() {
        Tensor freed;
        try (var scope = Scope.open()) {
            freed = Tensor.zeros(2);
        }
        assertThatThrownBy(freed::floats)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("freed");
    }

    @Test
    void readsBrainFloatsOverMemory() {
        var memory = ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder());
        memory.putShort(0, (short) 0x3fc0).putShort(2, (short) 0xc000); // 1.5, -2

        try (var tensor = Tensor.over(memory, DType.BF16, 2)) {
            assertThat(tensor.floats()).containsExactly(1.5f, -2f);
        }
    }

    @Test
    void namesTheReasonOfARefusedOperation() {
        try (var scope = Scope.open()) {
            var x = Tensor.zeros(2, 3);
            assertThatThrownBy(() -> x.matmul(Tensor.zeros(2, 3)))
                    .isInstanceOf(TensorException.class)
                    .hasMessageContaining("matmul")
                    .hasMessageContaining("2x3");
        }
    }

    @Test
    void computesLayersWithLowRankUpdatesAsTheirSums() {
        try (var scope = Scope.open()) {
            var noise = Noise.seeded(1);
            var x = noise.normal(1, 3, 4);
            Tensor[] weights = {noise.normal(5, 4), noise.normal(6, 4)};
            Tensor[] biases = {noise.normal(5), noise.normal(6)};
            Tensor[] a = {noise.normal(2, 4), noise.normal(2, 4)};
            Tensor[] b = {noise.normal(5, 2), noise.normal(6, 2)};

            var updated = x.linearLora(x, weights, biases, a, b, 0.5);

            for (int i = 0; i < weights.length; i++) {
                var sum = weights[i].add(b[i].matmul(a[i]), 0.5);
                var difference = x.linear(sum, biases[i]).sub(updated[i]);
                assertThat(updated[i].shape()).containsExactly(1, 3, biases[i].size(0));
                assertThat(difference.abs().max().item()).isLessThan(1e-5f);
            }
        }
    }

    @Test
    void attendsInBrainFloatsAsInFloats() {
        try (var scope = Scope.open()) {
            var noise = Noise.seeded(1);
            var q = noise.normal(2, 5, 12);
            var k = noise.normal(2, 7, 12);
            var v = noise.normal(2, 7, 12);
            var bias = noise.normal(2, 1, 1, 7);

            var plain = brain(q).attend(brain(k), brain(v), 3).cast(DType.F32);
            var biased = brain(q).attend(brain(k), brain(v), brain(bias), 3).cast(DType.F32);

            assertThat(plain.sub(q.attend(k, v, 3)).abs().max().item()).isLessThan(0.03f);
            assertThat(biased.sub(q.attend(k, v, bias, 3)).abs().max().item()).isLessThan(0.03f);
            assertThat(biased.sub(plain).abs().max().item()).isGreaterThan(0.1f);
        }
    }

    /** 215 keys do not fill the last vector of the processor: what fills it up must count for nothing. */
    @Test
    void attendsInBrainFloatsToNoMoreKeysThanThereAre() {
        try (var scope = Scope.open();
                var tape = Tape.open()) {
            var noise = Noise.seeded(1);
            var q = noise.normal(2, 215, 12);
            var k = noise.normal(2, 215, 12).requireGradient();
            var v = noise.normal(2, 215, 12);
            var ones = Tensor.zeros(2, 215, 12).add(1);
            var weight = noise.normal(2, 215, 12);

            var attended = brain(q).attend(brain(k), brain(v), 3).cast(DType.F32);
            attended.mul(weight).sum().backward();
            float[] gradient = k.gradient().orElseThrow().floats();
            k.zeroGradient();
            q.attend(k, v, 3).mul(weight).sum().backward();

            assertThat(brain(q).attend(brain(k), brain(ones), 3).floats()).containsOnly(1f);
            assertThat(attended.sub(q.attend(k, v, 3)).abs().max().item()).isLessThan(0.03f);
            assertThat(gradient)
                    .usingComparatorWithPrecision(0.1f)
                    .containsExactly(k.gradient().orElseThrow().floats());
        }
    }

    private static Tensor brain(Tensor x) {
        return x.cast(DType.BF16);
    }

    @Test
    void stepsLikeAdamWByHand() {
        try (var scope = Scope.open();
                var tape = Tape.open()) {
            var w = Tensor.of(new float[] {1}, 1).requireGradient();
            try (var optimizer = new AdamW(List.of(w), AdamW.Settings.decay(0.1))) {
                w.square().sum().backward();
                double norm = optimizer.clip(1);
                optimizer.step(0.01);

                assertThat(norm).isEqualTo(2, within(1e-6));
                assertThat(w.item()).isEqualTo(1 * (1 - 0.01f * 0.1f) - 0.01f, within(1e-6f));
            }
        }
    }

    @Test
    void stepsParametersTogetherAsEachByItself() {
        try (var scope = Scope.open()) {
            var together = List.of(parameter(1, 3, 2), parameter(2, 5));
            try (var optimizer = new AdamW(together, AdamW.Settings.decay(0.1))) {
                steps(optimizer, together);
            }
            for (var one : together) {
                var alone = parameter(together.indexOf(one) + 1, one.shape());
                try (var optimizer = new AdamW(List.of(alone), AdamW.Settings.decay(0.1))) {
                    steps(optimizer, List.of(alone));
                }
                assertThat(one.floats()).containsExactly(alone.floats(), within(1e-6f));
                assertThat(one.gradient().orElseThrow().floats()).containsOnly(0);
            }
        }
    }

    private static Tensor parameter(int seed, long... shape) {
        return Noise.seeded(seed).normal(shape).requireGradient();
    }

    private static void steps(AdamW optimizer, List<Tensor> parameters) {
        for (int step = 0; step < 3; step++) {
            try (var tape = Tape.open()) {
                parameters.forEach(parameter -> parameter.square().sum().backward());
            }
            optimizer.step(0.1);
        }
    }
}
