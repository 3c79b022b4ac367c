package dev.yinsong.cosyvoice.flow;

import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.nn.Conv1d;
import dev.yinsong.cosyvoice.nn.GroupNorm;
import dev.yinsong.cosyvoice.nn.Weights;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** From the rate of tokens to the rate of mel frames, by interpolation and convolutions: [B, M, L] to [B, M, T]. */
final class LengthRegulator {

    /** Tokens at both ends of an utterance that are stretched alone, so that pieces of a stream agree there. */
    static final int EDGE = 20;

    private record Layer(Conv1d conv, GroupNorm norm) {}

    private final CosyVoiceConfig config;
    private final List<Layer> layers;
    private final Conv1d last;

    LengthRegulator(Weights weights, CosyVoiceConfig config) {
        this.config = config;
        var model = weights.at("model");
        var sizes = config.flow().regulator();
        this.layers = IntStream.range(0, sizes.layers())
                .map(i -> 3 * i) // convolution, norm, activation
                .mapToObj(i -> new Layer(model.conv1d("" + i, 1, 1, 1), model.groupNorm("" + (i + 1), sizes.groups())))
                .toList();
        this.last = model.conv1d("" + 3 * sizes.layers(), 1, 0, 1);
    }

    /** Stretches a padded batch as one, as upstream trains: items shorter than the longest are stretched wrongly. */
    Tensor stretch(Tensor x, int frames) {
        return convolve(x.interpolateLinear(frames));
    }

    /**
     * Stretches an utterance, and the prompt before it if there is one.
     *
     * @param x [1, M, L] the prompt's tokens, then those of the utterance
     * @param promptTokens how many of them are the prompt's
     * @param promptFrames mel frames of the prompt
     */
    Tensor stretch(Tensor x, int promptTokens, int promptFrames) {
        int tokens = x.size(2) - promptTokens;
        var utterance = utterance(x.slice(2, promptTokens, x.size(2)), tokens);
        return convolve(
                promptTokens == 0
                        ? utterance
                        : Tensor.cat(2, x.slice(2, 0, promptTokens).interpolateLinear(promptFrames), utterance));
    }

    private Tensor utterance(Tensor x, int tokens) {
        int edge = config.frames(EDGE);
        int middle = config.frames(tokens) - 2 * edge;
        if (tokens <= 2 * EDGE || middle < 1) {
            return x.interpolateLinear(config.frames(tokens));
        }
        return Tensor.cat(
                2,
                x.slice(2, 0, EDGE).interpolateLinear(edge),
                x.slice(2, EDGE, tokens - EDGE).interpolateLinear(middle),
                x.slice(2, tokens - EDGE, tokens).interpolateLinear(edge));
    }

    private Tensor convolve(Tensor x) {
        for (var layer : layers) {
            x = layer.norm.apply(layer.conv.apply(x)).mish();
        }
        return last.apply(x);
    }
}
