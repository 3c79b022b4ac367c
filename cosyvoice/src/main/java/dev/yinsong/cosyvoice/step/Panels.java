package dev.yinsong.cosyvoice.step;

import java.lang.foreign.Arena;

/**
 * A weight of which all inputs are read. For each input, those of four vectors of outputs lie behind one another: a panel,
 * which is read from its begin to its end while the sums stay in registers.
 */
abstract sealed class Panels implements Weight permits BrainPanels, FloatPanels {

    final int in;
    private final int panels;

    Panels(int in, int out) {
        this.in = in;
        this.panels = Lanes.padded(out, Lanes.FOUR) / Lanes.FOUR;
    }

    /**
     * Copies a weight: in half the memory if it is made of brain floats.
     *
     * @param weight [out, in], row-major
     */
    static Weight of(Arena arena, float[] weight, int in) {
        return BrainFloats.holdAll(weight) ? new BrainPanels(arena, weight, in) : new FloatPanels(arena, weight, in);
    }

    @Override
    public void multiply(Rows x, int rows, float[] bias, Rows y) {
        for (int panel = 0; panel < panels; panel++) {
            int row = 0;
            for (; row + 4 <= rows; row += 4) {
                four(panel, x, row, bias, y);
            }
            for (; row < rows; row++) {
                one(panel, x, row, bias, y);
            }
        }
    }

    /** A panel's outputs of one row. */
    abstract void one(int panel, Rows x, int row, float[] bias, Rows y);

    /** A panel's outputs of four rows; each is summed up as {@link #one} does. */
    abstract void four(int panel, Rows x, int row, float[] bias, Rows y);
}
