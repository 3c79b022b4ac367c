package dev.yinsong.cosyvoice.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class BrainFloatsTest {

    @Test
    void areReadAsTheyWereWritten() {
        try (var arena = Arena.ofConfined()) {
            var memory = arena.allocate(Lanes.FOUR * Short.BYTES);
            for (int i = 0; i < Lanes.FOUR; i++) {
                memory.set(ValueLayout.JAVA_SHORT, BrainFloats.bytes(i), BrainFloats.of(1.5f - i));
            }
            for (int i = 0; i < Lanes.FOUR; i++) {
                var pairs = BrainFloats.pairsAt(memory, i / Lanes.TWO * (long) Lanes.BYTES);
                var vector = i / Lanes.COUNT % 2 == 0 ? BrainFloats.lower(pairs) : BrainFloats.upper(pairs);
                assertThat(vector.lane(i % Lanes.COUNT)).isEqualTo(1.5f - i);
            }
        }
    }

    @Test
    void whatBrainFloatsCannotHoldIsNotTakenForOne() {
        assertThat(BrainFloats.holdAll(new float[] {-1.5f, 0.0078125f, 0})).isTrue();
        assertThat(BrainFloats.holdAll(new float[] {-1.5f, 0.1f})).isFalse();
    }

    @Test
    void theNearestBrainFloatIsTakenAndOfTwoTheEvenOne() {
        float step = 1 / 128f; // from 1 to the next brain float

        assertThat(BrainFloats.rounded(1 + 0.4f * step)).isEqualTo(BrainFloats.of(1));
        assertThat(BrainFloats.rounded(1 + 0.6f * step)).isEqualTo(BrainFloats.of(1 + step));
        assertThat(BrainFloats.rounded(1 + 0.5f * step)).isEqualTo(BrainFloats.of(1));
        assertThat(BrainFloats.rounded(1 + 1.5f * step)).isEqualTo(BrainFloats.of(1 + 2 * step));
        assertThat(BrainFloats.rounded(-1 - 0.6f * step)).isEqualTo(BrainFloats.of(-1 - step));
    }
}
