package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.config.EncoderConfig;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Attention and feed-forward, each with its norm before it and its input added: [B, T, C] to [B, T, C]. */
final class EncoderLayer {

    private final RelativeAttention attention;
    private final LayerNorm attentionNorm, feedForwardNorm;
    private final Linear inner, outer;
    private final UnaryOperator<Tensor> activation;
    private final double dropout;

    EncoderLayer(Weights weights, EncoderConfig config) {
        boolean conformer = config.kind() == EncoderConfig.Kind.CONFORMER;
        this.attention = new RelativeAttention(
                weights.at("self_attn"), config.heads(), config.causal(), config.attentionDropout());
        this.attentionNorm = weights.layerNorm(config.kind().attentionNorm(), Encoder.LAYER_EPSILON);
        this.feedForwardNorm = weights.layerNorm(config.kind().feedForwardNorm(), Encoder.LAYER_EPSILON);
        this.inner = weights.linear("feed_forward.w_1");
        this.outer = weights.linear("feed_forward.w_2");
        this.dropout = weights.dropout(config.dropout());
        this.activation =
                conformer ? hidden -> hidden.silu().dropout(dropout) : hidden -> hidden.reluAndDropout(dropout);
    }

    Tensor apply(Tensor x, @Nullable Tensor forbidden, AttentionObserver observer) {
        x = x.add(attention.apply(attentionNorm.apply(x), forbidden, observer).dropout(dropout));
        return x.add(feedForward(x));
    }

    Tensor start(Tensor x, Tensor forbidden, KvCache.Layer cache) {
        x = x.add(attention.start(attentionNorm.apply(x), forbidden, cache));
        return x.add(feedForward(x));
    }

    Tensor step(Tensor x, List<KvCache.Layer> caches) {
        x = x.add(attention.step(attentionNorm.apply(x), caches));
        return x.add(feedForward(x));
    }

    private Tensor feedForward(Tensor x) {
        var hidden = inner.apply(feedForwardNorm.apply(x));
        return outer.apply(activation.apply(hidden)).dropout(dropout);
    }
}
