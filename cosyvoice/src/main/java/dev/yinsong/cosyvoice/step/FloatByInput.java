package dev.yinsong.cosyvoice.step;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;

/** {@link ByInput} of floats. */
final class FloatByInput extends ByInput {

    private final MemorySegment memory;

    FloatByInput(Arena arena, float[] weight, int in) {
        super(in, weight.length / in);
        this.memory = arena.allocate((long) in * padded * Float.BYTES, Lanes.BYTES);
        Lanes.transposed(weight, in, (output, from, to) -> {
            for (int i = from; i < to; i++) {
                long at = ((long) i * padded + output) * Float.BYTES;
                memory.set(ValueLayout.JAVA_FLOAT, at, weight[output * in + i]);
            }
        });
    }

    private FloatVector floats(long input, int output) {
        return Lanes.at(memory, (input * padded + output) * Float.BYTES);
    }

    @Override
    void addOne(float[] x, int xAt, int input, float[] y, int yAt) {
        var factor = Lanes.all(x[xAt + input]);
        for (int output = 0; output < padded; output += Lanes.COUNT) {
            floats(input, output).fma(factor, Lanes.at(y, yAt + output)).intoArray(y, yAt + output);
        }
    }

    @Override
    void addFour(float[] x, int xAt, int[] list, int at, float[] y, int yAt) {
        long i0 = list[at], i1 = list[at + 1], i2 = list[at + 2], i3 = list[at + 3];
        var x0 = Lanes.all(x[xAt + (int) i0]);
        var x1 = Lanes.all(x[xAt + (int) i1]);
        var x2 = Lanes.all(x[xAt + (int) i2]);
        var x3 = Lanes.all(x[xAt + (int) i3]);
        for (int output = 0; output < padded; output += Lanes.COUNT) {
            var sum = Lanes.at(y, yAt + output);
            sum = floats(i0, output).fma(x0, sum);
            sum = floats(i1, output).fma(x1, sum);
            sum = floats(i2, output).fma(x2, sum);
            sum = floats(i3, output).fma(x3, sum);
            sum.intoArray(y, yAt + output);
        }
    }
}
