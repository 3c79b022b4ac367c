package dev.yinsong.cosyvoice.step;

/** A matrix [out, in] that rows are multiplied with; outside the heap, in memory that somebody else frees. */
interface Weight {

    /**
     * y = x Wᵀ + b of each row: the same to the last bit whichever the others are.
     *
     * @param bias with room for whole vectors, as a row of y has
     */
    void multiply(Rows x, int rows, float[] bias, Rows y);
}
