package dev.yinsong.cosyvoice.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TapeTest {

    private static final int COUNT = 100_000;
    private static final double PROBABILITY = 0.15;

    @Test
    void dropsTheShareThatIsAskedForAndScalesTheRest() {
        try (var scope = Scope.open();
                var tape = Tape.open(1)) {
            float[] kept = ones().dropout(PROBABILITY).floats();

            int dropped = 0;
            for (float value : kept) {
                assertThat(value).isIn(0f, (float) (1 / (1 - PROBABILITY)));
                dropped += value == 0 ? 1 : 0;
            }
            double deviation = Math.sqrt(COUNT * PROBABILITY * (1 - PROBABILITY));
            assertThat((double) dropped).isEqualTo(COUNT * PROBABILITY, within(4 * deviation));
        }
    }

    @Test
    void thinsWhatDropoutWouldDropAndScalesNothing() {
        try (var scope = Scope.open()) {
            float[] dropped;
            try (var tape = Tape.open(1)) {
                dropped = ones().dropout(PROBABILITY).floats();
            }
            try (var tape = Tape.open(1)) {
                float[] kept = ones().thinned(PROBABILITY).floats();

                assertThat(kept).contains(0, 1);
                assertThat(Tensor.of(kept, COUNT).mul(1 / (1 - PROBABILITY)).floats())
                        .isEqualTo(dropped);
            }
        }
    }

    @Test
    void dropsTheSameForASeedAndSomethingElseAtEachCall() {
        assertThat(twiceDropped(3)).isEqualTo(twiceDropped(3)).isNotEqualTo(twiceDropped(4));

        float[] both = twiceDropped(3);
        assertThat(java.util.Arrays.copyOf(both, COUNT))
                .isNotEqualTo(java.util.Arrays.copyOfRange(both, COUNT, 2 * COUNT));
    }

    @Test
    void givesDroppedValuesNoGradient() {
        try (var scope = Scope.open();
                var tape = Tape.open(2)) {
            var x = ones().requireGradient();
            var y = x.dropout(PROBABILITY);

            y.sum().backward();

            assertThat(x.gradient().orElseThrow().floats()).isEqualTo(y.floats()); // for x is 1
        }
    }

    @Test
    void reluAndDropoutAreWhatTheyAreOneAfterTheOther() {
        float[] one = values(x -> x.relu().dropout(PROBABILITY));

        assertThat(values(x -> x.reluAndDropout(PROBABILITY)))
                .usingComparatorWithPrecision(0f)
                .containsExactly(one);
    }

    /** Of some normal numbers, and their gradients. */
    private static float[] values(UnaryOperator<Tensor> activation) {
        try (var scope = Scope.open();
                var tape = Tape.open(5)) {
            var x = Noise.seeded(1).normal(COUNT).requireGradient();
            var y = activation.apply(x);

            y.square().sum().backward();

            return Tensor.cat(0, y.detached(), x.gradient().orElseThrow()).floats();
        }
    }

    @Test
    void keepsEverythingWhereNothingIsRecorded() {
        try (var scope = Scope.open()) {
            var x = ones();
            assertThat(x.dropout(PROBABILITY)).isSameAs(x);
        }
    }

    private static float[] twiceDropped(long seed) {
        try (var scope = Scope.open();
                var tape = Tape.open(seed)) {
            return Tensor.cat(0, ones().dropout(PROBABILITY), ones().dropout(PROBABILITY))
                    .floats();
        }
    }

    private static Tensor ones() {
        return Tensor.zeros(COUNT).add(1);
    }

    @Test
    void gradientsOfATapeInPartsAreThoseOfOneInOnePiece() {
        float[] whole = gradient(Tape::open);

        assertThat(gradient(Tape::openInParts)).containsExactly(whole);
        assertThat(whole).doesNotContain(0);
    }

    /** Of a weight that is used in three parts, before which something is cut that has no gradient. */
    private static float[] gradient(LongFunction<Tape> tape) {
        long before = Tensor.live();
        float[] gradient;
        try (var scope = Scope.open()) {
            var weight = Noise.seeded(1).normal(5, 5).requireGradient();
            var input = Noise.seeded(2).normal(3, 5);
            try (var open = tape.apply(1)) {
                var x = Tape.cut(input);
                for (int part = 0; part < 3; part++) {
                    x = Tape.cut(x.linear(weight, null).dropout(0.2).tanh());
                }
                x.square().sum().backward();
            }
            gradient = weight.gradient().orElseThrow().floats();
        }
        assertThat(Tensor.live()).isEqualTo(before);
        return gradient;
    }
}
