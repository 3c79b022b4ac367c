package dev.yinsong.cosyvoice.step;

import dev.yinsong.cosyvoice.config.EncoderConfig;
import dev.yinsong.cosyvoice.nn.Encoder;
import dev.yinsong.cosyvoice.nn.Weights;
import java.util.List;
import java.util.stream.IntStream;

/** The steps of a causal {@link Encoder} as one member of a team takes them. It meets the others twice a layer. */
final class StepEncoder {

    private final StepLayers layers;
    private final float scale;
    private final boolean rectified;
    private final StepLinear input;
    private final StepNorm inputNorm, outputNorm;
    private final List<StepEncoderLayer> blocks;
    private final Rows part, x, y;
    private final int width;

    /** The encoder whose keys start with {@code embed.out} and {@code encoders}. */
    StepEncoder(Weights weights, EncoderConfig config, StepLayers layers) {
        this.layers = layers;
        this.width = config.outputSize();
        this.scale = (float) Math.sqrt(width);
        this.rectified = config.kind() == EncoderConfig.Kind.TRANSFORMER; // its input layer has a ReLU more
        this.input = layers.someOutputs(weights.linear("embed.out.0"));
        this.inputNorm = new StepNorm(weights.layerNorm("embed.out.1", Encoder.EPSILON));
        this.blocks = IntStream.range(0, config.blocks())
                .mapToObj(i -> new StepEncoderLayer(weights.at("encoders", i), config, layers))
                .toList();
        this.outputNorm = new StepNorm(weights.layerNorm("after_norm", Encoder.EPSILON));
        this.part = new Rows(input.outputs());
        this.x = new Rows(width);
        this.y = new Rows(width);
    }

    /**
     * As {@link Encoder#step}.
     *
     * @param pasts of the rows
     * @return the output of each row, the same for all members, good until the next step
     */
    Rows step(Rows embedded, List<Past> pasts) {
        int rows = pasts.size();
        input.apply(embedded, rows, part.of(rows));
        layers.whole(part, rows, width, y.of(rows));
        inputNorm.apply(y, rows, x.of(rows));
        for (int row = 0; row < rows; row++) {
            for (int i = x.at(row); i < x.at(row) + width; i++) {
                x.values[i] = (rectified ? Math.max(0, x.values[i]) : x.values[i]) * scale;
            }
        }
        for (int i = 0; i < blocks.size(); i++) {
            int layer = i;
            blocks.get(i).step(x, pasts, layer);
        }
        outputNorm.apply(x, rows, y);
        return y;
    }
}
