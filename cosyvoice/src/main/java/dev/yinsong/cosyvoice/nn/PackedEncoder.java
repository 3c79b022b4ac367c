package dev.yinsong.cosyvoice.nn;

import dev.yinsong.cosyvoice.config.EncoderConfig;
import dev.yinsong.cosyvoice.tensor.Scope;
import dev.yinsong.cosyvoice.tensor.StepOps;
import dev.yinsong.cosyvoice.tensor.StepOps.Stream;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a causal {@link Encoder} as one member of a team takes them, with packed weights, in as few native calls as
 * the team's meetings allow: two a layer. On the CPU.
 */
public final class PackedEncoder implements AutoCloseable {

    private final EncoderConfig config;
    private final PackedWeights packs;
    private final boolean skipping;
    private final PackedWeights.Part input;
    private final LayerNorm inputNorm;
    private final List<Layer> layers;
    private final StepOps.Norm outputNorm;

    /**
     * The encoder whose keys start with {@code embed.out} and {@code encoders}.
     *
     * @param skipping whether weights behind zeros are left unread
     */
    public PackedEncoder(Weights weights, EncoderConfig config, PackedWeights packs, boolean skipping) {
        this.config = config;
        this.skipping = skipping;
        this.packs = packs;
        this.input = packs.someOutputs(weights.linear("embed.out.0"));
        this.inputNorm = weights.layerNorm("embed.out.1", Encoder.EPSILON);
        this.layers = IntStream.range(0, config.blocks())
                .mapToObj(i -> new Layer(weights.at("encoders", i)))
                .toList();
        this.outputNorm = norm(weights.layerNorm("after_norm", Encoder.EPSILON));
    }

    /**
     * As {@link Encoder#step}.
     *
     * @param x [B, 1, C_in], the same for all members
     * @return [B, 1, C], the same for all members
     */
    public Tensor step(Tensor x, List<KvCache> caches) {
        var stream = Stream.of(embed(x));
        for (int i = 0; i < layers.size(); i++) {
            int layer = i;
            stream = layers.get(i)
                    .step(
                            stream,
                            caches.stream().map(cache -> cache.layer(layer)).toList());
        }
        return StepOps.normed(stream, outputNorm);
    }

    private Tensor embed(Tensor x) {
        return Encoder.scaled(inputNorm.apply(packs.whole(input, x)), config);
    }

    private static StepOps.Norm norm(LayerNorm norm) {
        return new StepOps.Norm(norm.weight(), norm.bias(), norm.epsilon());
    }

    @Override
    public void close() {
        layers.forEach(Layer::close);
    }

    /** One layer; the stream that leaves it still lacks what its feed-forward half adds. */
    private final class Layer {

        private final StepOps.Norm attentionNorm, feedForwardNorm;
        private final PackedWeights.Part projection, out, inner, outer;
        private final PositionScores positions;
        private final Tensor contentBias, positionBias; // [H, D]
        private final boolean conformer = config.kind() == EncoderConfig.Kind.CONFORMER;
        private final boolean sparse = skipping && !conformer; // SiLU leaves nothing zero
        private @Nullable Heads heads;

        Layer(Weights weights) {
            var attention = weights.at("self_attn");
            this.attentionNorm = norm(weights.layerNorm(conformer ? "norm_mha" : "norm1", EncoderLayer.EPSILON));
            this.projection = packs.someOutputs(
                    attention.linear("linear_q"), attention.linear("linear_k"), attention.linear("linear_v"));
            this.out = packs.someInputs(attention.linear("linear_out"));
            this.positions = attention.positions("linear_pos", config.heads(), config.causal());
            this.feedForwardNorm = norm(weights.layerNorm(conformer ? "norm_ff" : "norm2", EncoderLayer.EPSILON));
            this.inner = packs.someOutputs(weights.linear("feed_forward.w_1"));
            var outer = weights.linear("feed_forward.w_2");
            this.outer = sparse ? packs.someInputsEach(outer) : packs.someInputs(outer);
            this.contentBias = attention.tensor("pos_bias_u");
            this.positionBias = attention.tensor("pos_bias_v");
        }

        Stream step(Stream stream, List<KvCache.Layer> caches) {
            var member = packs.member();
            var own = heads(KvCache.Layer.longest(caches) + 1, stream.x());
            int first = config.heads() * member.index() / member.count();
            var past = KvCache.Layer.past(caches, own.distances, own.contentBias, own.positionBias, first);

            var attended = StepOps.attend(stream, attentionNorm, projection.layer(), past, out.layer());
            var between = new Stream(attended.sum(), member.parts(attended.part()));
            var fed = sparse
                    ? StepOps.sparseFeedForward(between, feedForwardNorm, inner.layer(), outer.layer(), caches.size())
                    : StepOps.feedForward(between, feedForwardNorm, inner.layer(), conformer, outer.layer());
            return new Stream(fed.sum(), member.parts(fed.part()));
        }

        /** Taken anew when the table of distances has grown. */
        private Heads heads(int size, Tensor like) {
            var table = positions.atLeast(size, like);
            var own = heads;
            if (own == null || own.table != table) {
                close();
                own = new Heads(
                        table, own(table.squeeze(0)), own(contentBias.unsqueeze(1)), own(positionBias.unsqueeze(1)));
                heads = own;
            }
            return own;
        }

        private Tensor own(Tensor all) {
            try (var scope = Scope.open()) {
                return scope.detach(KvCache.Layer.suited(packs.member().part(all, 0)));
            }
        }

        void close() {
            if (heads != null) {
                heads.close();
                heads = null;
            }
        }
    }

    /**
     * What belongs to the member's heads, in the type of the caches, so that it is not cast anew at each step.
     *
     * @param table of all heads, from which the distances were taken
     * @param distances [h, T, D]
     * @param contentBias [h, 1, D]
     * @param positionBias [h, 1, D]
     */
    private record Heads(Tensor table, Tensor distances, Tensor contentBias, Tensor positionBias) {

        void close() {
            distances.close();
            contentBias.close();
            positionBias.close();
        }
    }
}
