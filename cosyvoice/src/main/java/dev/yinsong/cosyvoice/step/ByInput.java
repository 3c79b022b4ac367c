package dev.yinsong.cosyvoice.step;

import java.lang.foreign.Arena;

/**
 * A weight that lies by its inputs, [in, out], and of which only those are read that are not zero in a row. Behind ReLU
 * they are few (Li et al., The Lazy Neuron Phenomenon, 2023).
 */
abstract sealed class ByInput implements Weight permits BrainByInput, FloatByInput {

    private static final int AT_ONCE = 4;

    final int padded; // outputs
    private final int[] inputs; // that a row has

    ByInput(int in, int out) {
        this.padded = Lanes.padded(out, Lanes.FOUR);
        this.inputs = new int[in];
    }

    /** Copies a weight: see {@link Panels#of}. */
    static Weight of(Arena arena, float[] weight, int in) {
        return BrainFloats.holdAll(weight) ? new BrainByInput(arena, weight, in) : new FloatByInput(arena, weight, in);
    }

    @Override
    public void multiply(Rows x, int rows, float[] bias, Rows y) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(bias, 0, y.values, y.at(row), padded);
            int count = count(x, row);
            int i = 0;
            for (; i + AT_ONCE <= count; i += AT_ONCE) {
                addFour(x.values, x.at(row), inputs, i, y.values, y.at(row));
            }
            for (; i < count; i++) {
                addOne(x.values, x.at(row), inputs[i], y.values, y.at(row));
            }
        }
    }

    private int count(Rows x, int row) {
        int from = x.at(row);
        int count = 0;
        for (int i = 0; i < inputs.length; i++) {
            inputs[count] = i;
            count += x.values[from + i] == 0 ? 0 : 1;
        }
        return count;
    }

    /** Adds what one input adds. */
    abstract void addOne(float[] x, int xAt, int input, float[] y, int yAt);

    /** Adds what four inputs of a list add. */
    abstract void addFour(float[] x, int xAt, int[] list, int at, float[] y, int yAt);
}
