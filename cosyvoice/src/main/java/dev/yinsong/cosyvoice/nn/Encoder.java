package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.config.EncoderConfig;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.Tape;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.List;
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

    /** Of the norms before and behind the layers. */
    public static final double EPSILON = 1e-5;

    /** Of the norms in the layers: upstream's. */
    public static final double LAYER_EPSILON = 1e-12;

    private final EncoderConfig config;
    private final Linear input;
    private final LayerNorm inputNorm, outputNorm;
    private final List<EncoderLayer> layers;
    private final double dropout;

    /** The encoder whose keys start with {@code embed.out} and {@code encoders}. */
    public Encoder(Weights weights, EncoderConfig config) {
        this.config = config;
        this.input = weights.linear("embed.out.0");
        this.inputNorm = weights.layerNorm("embed.out.1", EPSILON);
        this.layers = IntStream.range(0, config.blocks())
                .mapToObj(i -> new EncoderLayer(weights.at("encoders", i), config))
                .toList();
        this.outputNorm = weights.layerNorm("after_norm", EPSILON);
        this.dropout = weights.dropout(config.positionalDropout());
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
        var allowed = Masks.allowed(x.size(1), lengths, config.causal());
        x = embed(x);
        var forbidden = allowed == null ? null : Masks.forbidden(allowed, x);
        for (var layer : layers) {
            var input = x;
            var output = observer == AttentionObserver.NONE
                    ? Scope.within(() -> layer.apply(input, forbidden, observer))
                    : layer.apply(input, forbidden, observer); // what it sees has to outlive the layer
            x = Tape.cut(output);
        }
        return outputNorm.apply(x);
    }

    /** An empty cache for {@link #start} and {@link #step}. */
    public KvCache cache() {
        return new KvCache(config.blocks());
    }

    /** Encodes the first positions of a row and remembers them. Causal encoders only. */
    public Tensor start(Tensor x, KvCache cache) {
        x = embed(x);
        var forbidden = Masks.forbidden(Masks.causal(x.size(1)), x);
        for (int i = 0; i < layers.size(); i++) {
            var input = x;
            var layer = layers.get(i);
            var cached = cache.layer(i);
            x = Scope.within(() -> layer.start(input, forbidden, cached));
        }
        return outputNorm.apply(x);
    }

    /**
     * Encodes the next position of several rows [B, 1, C_in], given those in the cache of each, which may be as many as
     * they like. Causal encoders only.
     *
     * @param caches with room for the position, see {@link KvCache#reserveNext}; they do not count it yet
     */
    public Tensor step(Tensor x, List<KvCache> caches) {
        x = embed(x);
        for (int i = 0; i < layers.size(); i++) {
            int layer = i;
            x = layers.get(i)
                    .step(x, caches.stream().map(cache -> cache.layer(layer)).toList());
        }
        return outputNorm.apply(x);
    }

    private Tensor embed(Tensor x) {
        boolean legacy = config.kind() == EncoderConfig.Kind.TRANSFORMER; // linear_legacy has a ReLU more
        x = inputNorm.apply(input.apply(x)).dropout(dropout);
        return (legacy ? x.relu() : x).mul(Math.sqrt(config.outputSize())).dropout(dropout);
    }
}
