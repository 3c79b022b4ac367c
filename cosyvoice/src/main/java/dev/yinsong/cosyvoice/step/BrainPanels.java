package dev.yinsong.cosyvoice.step;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;

/** {@link Panels} of brain floats. An integer holds those of one input for two outputs, which are one vector apart. */
final class BrainPanels extends Panels {

    private static final int BYTES = Lanes.FOUR * 2; // of one input in a panel
    private static final int HALF = BYTES / 2;

    private final MemorySegment memory;

    BrainPanels(Arena arena, float[] weight, int in) {
        super(in, weight.length / in);
        int out = weight.length / in;
        this.memory = arena.allocate((long) Lanes.padded(out, Lanes.FOUR) * in * 2, BYTES);
        Lanes.transposed(weight, in, (output, from, to) -> {
            long at = (long) output / Lanes.FOUR * in * BYTES + BrainFloats.bytes(output % Lanes.FOUR);
            for (int i = from; i < to; i++) {
                memory.set(ValueLayout.JAVA_SHORT, at + (long) i * BYTES, BrainFloats.of(weight[output * in + i]));
            }
        });
    }

    @Override
    void one(int panel, Rows x, int row, float[] bias, Rows y) {
        int first = panel * Lanes.FOUR;
        var a = Lanes.at(bias, first);
        var b = Lanes.at(bias, first + Lanes.COUNT);
        var c = Lanes.at(bias, first + 2 * Lanes.COUNT);
        var d = Lanes.at(bias, first + 3 * Lanes.COUNT);
        float[] values = x.values;
        int from = x.at(row);
        long at = (long) panel * in * BYTES;
        for (int i = 0; i < in; i++) {
            var xi = Lanes.all(values[from + i]);
            var ab = BrainFloats.pairsAt(memory, at + (long) i * BYTES);
            var cd = BrainFloats.pairsAt(memory, at + (long) i * BYTES + HALF);
            a = BrainFloats.lower(ab).fma(xi, a);
            b = BrainFloats.upper(ab).fma(xi, b);
            c = BrainFloats.lower(cd).fma(xi, c);
            d = BrainFloats.upper(cd).fma(xi, d);
        }
        Lanes.write(a, b, c, d, y.values, y.at(row) + first);
    }

    @Override
    void four(int panel, Rows x, int row, float[] bias, Rows y) {
        int first = panel * Lanes.FOUR;
        var a0 = Lanes.at(bias, first);
        var b0 = Lanes.at(bias, first + Lanes.COUNT);
        var c0 = Lanes.at(bias, first + 2 * Lanes.COUNT);
        var d0 = Lanes.at(bias, first + 3 * Lanes.COUNT);
        FloatVector a1 = a0, b1 = b0, c1 = c0, d1 = d0;
        FloatVector a2 = a0, b2 = b0, c2 = c0, d2 = d0;
        FloatVector a3 = a0, b3 = b0, c3 = c0, d3 = d0;
        float[] values = x.values;
        int x0 = x.at(row), x1 = x.at(row + 1), x2 = x.at(row + 2), x3 = x.at(row + 3);
        long at = (long) panel * in * BYTES;
        for (int i = 0; i < in; i++) {
            var ab = BrainFloats.pairsAt(memory, at + (long) i * BYTES);
            var cd = BrainFloats.pairsAt(memory, at + (long) i * BYTES + HALF);
            FloatVector a = BrainFloats.lower(ab),
                    b = BrainFloats.upper(ab),
                    c = BrainFloats.lower(cd),
                    d = BrainFloats.upper(cd);
            var xi = Lanes.all(values[x0 + i]);
            a0 = a.fma(xi, a0);
            b0 = b.fma(xi, b0);
            c0 = c.fma(xi, c0);
            d0 = d.fma(xi, d0);
            xi = Lanes.all(values[x1 + i]);
            a1 = a.fma(xi, a1);
            b1 = b.fma(xi, b1);
            c1 = c.fma(xi, c1);
            d1 = d.fma(xi, d1);
            xi = Lanes.all(values[x2 + i]);
            a2 = a.fma(xi, a2);
            b2 = b.fma(xi, b2);
            c2 = c.fma(xi, c2);
            d2 = d.fma(xi, d2);
            xi = Lanes.all(values[x3 + i]);
            a3 = a.fma(xi, a3);
            b3 = b.fma(xi, b3);
            c3 = c.fma(xi, c3);
            d3 = d.fma(xi, d3);
        }
        Lanes.write(a0, b0, c0, d0, y.values, y.at(row) + first);
        Lanes.write(a1, b1, c1, d1, y.values, y.at(row + 1) + first);
        Lanes.write(a2, b2, c2, d2, y.values, y.at(row + 2) + first);
        Lanes.write(a3, b3, c3, d3, y.values, y.at(row + 3) + first);
    }
}
