package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A transformer with relative positions: wenet's {@code ConformerEncoder} without its convolutions and
 * {@code TransformerEncoder}, which differ in names and activation only.
 *
 * <pre>
 *   x [B, T, C_in]    lengths: valid positions of each row    y [B, T, C]
 * </pre>
 */
public final class Encoder {

    /** What tells the two classes of upstream apart. */
    public enum Style {
        CONFORMER("norm_mha", "norm_ff", Tensor::silu, false),
        /** Also has a ReLU behind its input layer ({@code linear_legacy}). */
        TRANSFORMER("norm1", "norm2", Tensor::relu, true);
        final String attentionNorm, feedForwardNorm;
        final UnaryOperator<Tensor> activation;
        final boolean rectifiedInput;

        Style(String attentionNorm, String feedForwardNorm, UnaryOperator<Tensor> activation, boolean rectifiedInput) {
            this.attentionNorm = attentionNorm;
            this.feedForwardNorm = feedForwardNorm;
            this.activation = activation;
            this.rectifiedInput = rectifiedInput;
        }
    }

    /**
     * @param channels C
     * @param heads attention heads
     * @param layers encoder layers
     * @param causal whether a position sees only itself and those before it
     * @param dropout of the input, the positions and the feed-forward layers, when all weights are trained
     * @param attentionDropout of the attention, likewise
     */
    public record Settings(
            Style style,
            int channels,
            int heads,
            int layers,
            boolean causal,
            double dropout,
            double attentionDropout) {}

    private static final double EPSILON = 1e-5;

    private final Settings settings;
    private final Linear input;
    private final LayerNorm inputNorm, outputNorm;
    private final List<EncoderLayer> layers;
    private final double dropout;

    /** The encoder whose keys start with {@code embed.out} and {@code encoders}. */
    public Encoder(Weights weights, Settings settings) {
        this.settings = settings;
        this.input = weights.linear("embed.out.0");
        this.inputNorm = weights.layerNorm("embed.out.1", EPSILON);
        this.layers = IntStream.range(0, settings.layers())
                .mapToObj(i -> new EncoderLayer(weights.at("encoders", i), settings))
                .toList();
        this.outputNorm = weights.layerNorm("after_norm", EPSILON);
        this.dropout = weights.dropout(settings.dropout());
    }

    /** Encodes rows of full length. */
    public Tensor apply(Tensor x) {
        return apply(x, null, AttentionObserver.NONE);
    }

    /** Encodes padded rows; what comes out at padded positions means nothing. */
    public Tensor apply(Tensor x, int @Nullable [] lengths) {
        return apply(x, lengths, AttentionObserver.NONE);
    }

    /** As {@link #apply(Tensor, int[])}, showing the attention of each layer. */
    public Tensor apply(Tensor x, int @Nullable [] lengths, AttentionObserver observer) {
        var allowed = Masks.allowed(x.size(1), lengths, settings.causal());
        x = embed(x);
        for (var layer : layers) {
            x = layer.apply(x, allowed, observer);
        }
        return outputNorm.apply(x);
    }

    /** An empty cache for {@link #start} and {@link #step}. */
    public KvCache cache() {
        return new KvCache(settings.layers());
    }

    /** Encodes the first positions of a row and remembers them. Causal encoders only. */
    public Tensor start(Tensor x, KvCache cache) {
        var allowed = Masks.causal(x.size(1));
        x = embed(x);
        for (int i = 0; i < layers.size(); i++) {
            x = layers.get(i).start(x, allowed, cache.layer(i));
        }
        return outputNorm.apply(x);
    }

    /** Encodes the next position [B, 1, C_in], given those in the cache. Causal encoders only. */
    public Tensor step(Tensor x, KvCache cache) {
        x = embed(x);
        for (int i = 0; i < layers.size(); i++) {
            x = layers.get(i).step(x, cache.layer(i));
        }
        return outputNorm.apply(x);
    }

    private Tensor embed(Tensor x) {
        x = inputNorm.apply(input.apply(x)).dropout(dropout);
        if (settings.style().rectifiedInput) {
            x = x.relu();
        }
        return x.mul(Math.sqrt(settings.channels())).dropout(dropout);
    }
}
