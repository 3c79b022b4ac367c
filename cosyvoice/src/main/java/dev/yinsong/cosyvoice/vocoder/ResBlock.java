package dev.yinsong.cosyvoice.vocoder;

import dev.yinsong.cosyvoice.nn.Conv1d;
import dev.yinsong.cosyvoice.nn.Weights;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** Pairs of convolutions with Snake activations (Ziyin et al., 2020) around a residual: [B, C, T] to the same. */
final class ResBlock {

    private record Pair(Tensor alpha1, Conv1d conv1, Tensor alpha2, Conv1d conv2) {

        Tensor apply(Tensor x) {
            var y = conv1.apply(x.snake(alpha1.like(x).reshape(1, -1, 1)));
            return x.add(conv2.apply(y.snake(alpha2.like(y).reshape(1, -1, 1))));
        }
    }

    private final List<Pair> pairs;

    ResBlock(Weights weights, int kernel, List<Integer> dilations) {
        this.pairs = IntStream.range(0, dilations.size())
                .mapToObj(i -> new Pair(
                        weights.tensor("activations1.%d.alpha".formatted(i)),
                        weights.conv1d("convs1." + i, 1, padding(kernel, dilations.get(i)), dilations.get(i)),
                        weights.tensor("activations2.%d.alpha".formatted(i)),
                        weights.conv1d("convs2." + i, 1, padding(kernel, 1), 1)))
                .toList();
    }

    private static int padding(int kernel, int dilation) {
        return (kernel - 1) * dilation / 2;
    }

    Tensor apply(Tensor x) {
        return Scope.within(() -> {
            var y = x;
            for (var pair : pairs) {
                var input = y;
                y = Scope.within(() -> pair.apply(input));
            }
            return y;
        });
    }
}
