package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Tape;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.List;

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

    /**
     * What layers of one network make of the same input with these updates. They read it alike: they share what is dropped
     * in training, so that it is drawn, and kept for the backward pass, once.
     *
     * @param updates one for each layer, of one scale and dropout
     * @param biases one for each layer, or none at all
     */
    static List<Tensor> apply(Tensor x, List<LowRank> updates, Tensor[] weights, Tensor[] biases) {
        var any = updates.getFirst();
        double kept = Tape.isOpen() ? 1 - any.dropout : 1;
        var a = updates.stream().map(LowRank::a).toArray(Tensor[]::new);
        var b = updates.stream().map(LowRank::b).toArray(Tensor[]::new);
        return List.of(x.linearLora(x.thinned(any.dropout), weights, biases, a, b, any.scale / kept));
    }
}
