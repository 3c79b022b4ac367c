package dev.yinsong.cosyvoice.flow;

import dev.yinsong.cosyvoice.config.EstimatorConfig;
import dev.yinsong.cosyvoice.nn.Conv1d;
import dev.yinsong.cosyvoice.nn.Weights;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The velocity that carries noisy mel frames towards speech: a U-Net over time (Ronneberger et al., 2015) of ResNets and
 * transformers, upstream's {@code ConditionalDecoder}.
 *
 * <pre>
 *   x, mu, cond [B, M, T]    t [B|1]    speaker [B, M]    y [B, M, T]
 * </pre>
 */
final class UNet {

    private final TimeEmbedding time;
    private final List<Level> down, middle, up;
    private final ResnetBlock.ConvBlock last;
    private final Conv1d projection;

    UNet(Weights weights, EstimatorConfig config) {
        int levels = config.channels().size();
        this.time = new TimeEmbedding(weights.at("time_mlp"), config.inChannels());
        this.down = IntStream.range(0, levels)
                .mapToObj(i -> level(weights.at("down_blocks", i), config, down(weights, i, levels)))
                .toList();
        this.middle = IntStream.range(0, config.midBlocks())
                .mapToObj(i -> level(weights.at("mid_blocks", i), config, x -> x))
                .toList();
        this.up = IntStream.range(0, levels)
                .mapToObj(i -> level(weights.at("up_blocks", i), config, up(weights, i, levels)))
                .toList();
        this.last = new ResnetBlock.ConvBlock(weights.at("final_block.block"));
        this.projection = weights.conv1d("final_proj", 1, 0, 1);
    }

    Tensor apply(Tensor x, FrameMask mask, Tensor mu, Tensor t, Tensor speaker, Tensor cond) {
        var time = this.time.apply(t, x);
        var everywhere = speaker.unsqueeze(2).expand(x.size(0), speaker.size(1), x.size(2));
        x = Tensor.cat(1, x, mu, everywhere, cond);

        var skips = new ArrayDeque<Tensor>();
        var masks = new ArrayDeque<FrameMask>();
        var m = mask;
        for (var level : down) {
            masks.push(m);
            x = level.mix(x, m, time);
            skips.push(x);
            x = level.resample(m.apply(x));
            m = m.halved();
        }
        for (var level : middle) {
            x = level.mix(x, masks.getFirst(), time); // the lowest level keeps its rate
        }
        for (var level : up) {
            m = masks.pop();
            var skip = skips.pop();
            x = Tensor.cat(1, x.slice(2, 0, skip.size(2)), skip);
            x = level.resample(m.apply(level.mix(x, m, time)));
        }
        return mask.apply(projection.apply(last.apply(mask.apply(x), mask)));
    }

    private static UnaryOperator<Tensor> down(Weights weights, int index, int levels) {
        var level = weights.at("down_blocks", index);
        return index == levels - 1 ? level.conv1d("2", 1, 1, 1)::apply : level.conv1d("2.conv", 2, 1, 1)::apply;
    }

    private static UnaryOperator<Tensor> up(Weights weights, int index, int levels) {
        var level = weights.at("up_blocks", index);
        return index == levels - 1 ? level.conv1d("2", 1, 1, 1)::apply : level.convTranspose1d("2.conv", 2, 1)::apply;
    }

    private static Level level(Weights weights, EstimatorConfig config, UnaryOperator<Tensor> resample) {
        var transformers = IntStream.range(0, config.blocks())
                .mapToObj(i -> new TransformerBlock(weights.at("1", i), config))
                .toList();
        return new Level(new ResnetBlock(weights.at("0")), transformers, resample);
    }

    /** A ResNet, its transformers and what follows them. */
    private record Level(ResnetBlock resnet, List<TransformerBlock> transformers, UnaryOperator<Tensor> resampling) {

        Tensor mix(Tensor x, FrameMask mask, Tensor time) {
            return Scope.within(() -> {
                var y = Scope.within(
                        () -> resnet.apply(x, mask, time).transposed().copy()); // [B, T, C]
                for (var transformer : transformers) {
                    var input = y;
                    y = Scope.within(() -> transformer.apply(input, mask));
                }
                return y.transposed().copy();
            });
        }

        Tensor resample(Tensor x) {
            return resampling.apply(x);
        }
    }
}
