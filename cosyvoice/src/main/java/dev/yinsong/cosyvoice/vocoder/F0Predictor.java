package dev.yinsong.cosyvoice.vocoder;

import dev.yinsong.cosyvoice.config.F0Config;
import dev.yinsong.cosyvoice.nn.Conv1d;
import dev.yinsong.cosyvoice.nn.Linear;
import dev.yinsong.cosyvoice.nn.Weights;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The fundamental frequency of mel frames, by five convolutions.
 *
 * <pre>
 *   mel [B, M, T]    f0 [B, T] in hertz
 * </pre>
 */
final class F0Predictor {

    private final List<Conv1d> layers;
    private final Linear classifier;

    F0Predictor(Weights weights) {
        this.layers = IntStream.range(0, F0Config.LAYERS)
                .mapToObj(i -> weights.conv1d("condnet." + 2 * i, 1, 1, 1)) // the odd ones are activations
                .toList();
        this.classifier = weights.linear("classifier");
    }

    Tensor apply(Tensor mel) {
        var x = mel;
        for (var layer : layers) {
            x = layer.apply(x).elu();
        }
        return classifier.apply(x.transposed()).squeeze(-1).abs();
    }
}
