package dev.yinsong.cosyvoice.step;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.IntVector;

/** {@link ByInput} of brain floats. An integer holds those of two outputs, which are one vector apart. */
final class BrainByInput extends ByInput {

    private final MemorySegment memory;

    BrainByInput(Arena arena, float[] weight, int in) {
        super(in, weight.length / in);
        this.memory = arena.allocate((long) in * padded * 2, Lanes.BYTES);
        Lanes.transposed(weight, in, (output, from, to) -> {
            long at = BrainFloats.bytes(output);
            for (int i = from; i < to; i++) {
                memory.set(ValueLayout.JAVA_SHORT, at + (long) i * padded * 2, BrainFloats.of(weight[output * in + i]));
            }
        });
    }

    private IntVector pairs(long input, int output) {
        return BrainFloats.pairsAt(memory, (input * padded + output) * 2);
    }

    @Override
    void addOne(float[] x, int xAt, int input, float[] y, int yAt) {
        var factor = Lanes.all(x[xAt + input]);
        for (int output = 0; output < padded; output += Lanes.TWO) {
            var w = pairs(input, output);
            BrainFloats.lower(w).fma(factor, Lanes.at(y, yAt + output)).intoArray(y, yAt + output);
            BrainFloats.upper(w)
                    .fma(factor, Lanes.at(y, yAt + output + Lanes.COUNT))
                    .intoArray(y, yAt + output + Lanes.COUNT);
        }
    }

    @Override
    void addFour(float[] x, int xAt, int[] list, int at, float[] y, int yAt) {
        long i0 = list[at], i1 = list[at + 1], i2 = list[at + 2], i3 = list[at + 3];
        var x0 = Lanes.all(x[xAt + (int) i0]);
        var x1 = Lanes.all(x[xAt + (int) i1]);
        var x2 = Lanes.all(x[xAt + (int) i2]);
        var x3 = Lanes.all(x[xAt + (int) i3]);
        for (int output = 0; output < padded; output += Lanes.TWO) {
            var lower = Lanes.at(y, yAt + output);
            var upper = Lanes.at(y, yAt + output + Lanes.COUNT);
            var w = pairs(i0, output);
            lower = BrainFloats.lower(w).fma(x0, lower);
            upper = BrainFloats.upper(w).fma(x0, upper);
            w = pairs(i1, output);
            lower = BrainFloats.lower(w).fma(x1, lower);
            upper = BrainFloats.upper(w).fma(x1, upper);
            w = pairs(i2, output);
            lower = BrainFloats.lower(w).fma(x2, lower);
            upper = BrainFloats.upper(w).fma(x2, upper);
            w = pairs(i3, output);
            lower = BrainFloats.lower(w).fma(x3, lower);
            upper = BrainFloats.upper(w).fma(x3, upper);
            lower.intoArray(y, yAt + output);
            upper.intoArray(y, yAt + output + Lanes.COUNT);
        }
    }
}
