package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Tensor;

/**
 * A low-rank update of a frozen linear layer: W x + (α/r) B A x (Hu et al., 2021, equation 3).
 *
 * @param a [rank, in]
 * @param b [out, rank]
 * @param scale α/r
 * @param dropout probability with which an input of A is dropped in training
 */
public record LowRank(Tensor a, Tensor b, double scale, double dropout) implements Update {

    int rank() {
        return a.size(0);
    }

    @Override
    public Tensor addTo(Tensor y, Tensor x) {
        return y.addLora(x, a, b, scale);
    }

    @Override
    public Tensor reads(Tensor x) {
        return x.dropout(dropout);
    }
}
