package dev.yinsong.cosyvoice.step;

/** Numbers of the rows of a step, row behind row, with room between them for whole vectors. For one thread. */
final class Rows {

    /** From a row to the next, in floats. */
    final int stride;

    /** Of all rows; another array when there are more of them. */
    float[] values = {};

    /** @param width numbers of a row */
    Rows(int width) {
        this.stride = Lanes.padded(width, Lanes.FOUR);
    }

    /** Makes room for so many rows, whose numbers are anything. */
    Rows of(int rows) {
        if (values.length < rows * stride) {
            values = new float[rows * stride];
        }
        return this;
    }

    /** Where a row begins. */
    int at(int row) {
        return row * stride;
    }
}
