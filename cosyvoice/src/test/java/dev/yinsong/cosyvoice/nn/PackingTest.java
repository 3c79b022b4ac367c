package dev.yinsong.cosyvoice.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.cosyvoice.tensor.Noise;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Weights of linear layers in the order in which the processor reads them best. */
class PackingTest {

    private static final long IN = 24, OUT = 40;

    private Parameters base;

    @BeforeEach
    void load() {
        var tensors = new LinkedHashMap<String, Tensor>();
        tensors.put("one.weight", random(1, OUT, IN));
        tensors.put("one.bias", random(2, OUT));
        tensors.put("two.weight", random(3, OUT, IN));
        base = Parameters.frozen(tensors);
    }

    @AfterEach
    void free() {
        base.close();
    }

    @Test
    void makesNoDifferenceToWhatALayerMakes() {
        try (var scope = Scope.open()) {
            for (int frames : new int[] {1, 7, 300}) {
                var x = Noise.seeded(4).normal(2, frames, IN);
                for (var layer : new String[] {"one", "two"}) {
                    float[] plain = base.weights().linear(layer).apply(x).floats();

                    float[] packed =
                            base.weights().packing().linear(layer).apply(x).floats();

                    assertThat(packed).usingComparatorWithPrecision(1e-4f).containsExactly(plain);
                }
            }
        }
    }

    @Test
    void isDoneOnceForAllWhoShareAWeight() {
        long before = base.bytes();
        try (var one = base.overlaid(Map.of());
                var other = base.overlaid(Map.of())) {
            one.weights().packing().linear("one");
            other.weights().packing().linear("one");

            assertThat(base.bytes() - before).isEqualTo(4 * OUT * IN);
            assertThat(one.bytes() + other.bytes()).isZero();
        }
    }

    @Test
    void takesNoMemoryWhereAWeightWasReplaced() {
        try (var scope = Scope.open();
                var voice = base.overlaid(Map.of("one.weight", random(5, OUT, IN)))) {
            var x = Noise.seeded(4).normal(1, 3, IN);
            float[] replaced = voice.weights().linear("one").apply(x).floats();
            long before = voice.bytes();

            float[] packed = voice.weights().packing().linear("one").apply(x).floats();

            assertThat(packed).usingComparatorWithPrecision(1e-4f).containsExactly(replaced);
            assertThat(voice.bytes()).isEqualTo(before);
            assertThat(base.weights().linear("one").apply(x).floats()).isNotEqualTo(replaced);
        }
    }

    private static Tensor random(long seed, long... shape) {
        try (var scope = Scope.open()) {
            return scope.detach(Noise.seeded(seed).normal(shape));
        }
    }
}
