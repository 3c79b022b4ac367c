package dev.yinsong.cosyvoice.config;

import dev.yinsong.common.model.YamlSection;

/**
 * Sizes of an encoder with relative positions.
 *
 * @param kind which of upstream's two classes it is
 * @param inputSize channels that enter
 * @param outputSize channels of every layer
 * @param heads attention heads
 * @param linearUnits hidden units of the feed-forward layers
 * @param blocks layers
 * @param dropout probability, behind the input layer, the attention and the feed-forward layers
 * @param positionalDropout probability, on what enters the blocks and on the positions
 * @param attentionDropout probability, on attention weights
 * @param causal whether a position sees only itself and those before it
 */
public record EncoderConfig(
        Kind kind,
        int inputSize,
        int outputSize,
        int heads,
        int linearUnits,
        int blocks,
        double dropout,
        double positionalDropout,
        double attentionDropout,
        boolean causal) {

    /** Upstream's two classes, which differ in names, activation and input layer. */
    public enum Kind {
        /** Norms {@code norm_mha} and {@code norm_ff}, SiLU, input layer {@code linear}. */
        CONFORMER("ConformerEncoder", "linear", "swish", "norm_mha", "norm_ff"),
        /** Norms {@code norm1} and {@code norm2}, ReLU, input layer {@code linear_legacy}. */
        TRANSFORMER("TransformerEncoder", "linear_legacy", "relu", "norm1", "norm2");
        private final String className, inputLayer, activation, attentionNorm, feedForwardNorm;

        Kind(String className, String inputLayer, String activation, String attentionNorm, String feedForwardNorm) {
            this.className = className;
            this.inputLayer = inputLayer;
            this.activation = activation;
            this.attentionNorm = attentionNorm;
            this.feedForwardNorm = feedForwardNorm;
        }

        /** The name of the norm before a layer's attention. */
        public String attentionNorm() {
            return attentionNorm;
        }

        /** The name of the norm before a layer's feed-forward half. */
        public String feedForwardNorm() {
            return feedForwardNorm;
        }
    }

    /** Channels of one attention head. */
    public int headSize() {
        return outputSize / heads;
    }

    /** What is absent is what the constructors of upstream's classes say. */
    static EncoderConfig read(YamlSection parent, String key) {
        var yaml = parent.section(key);
        var check = new Check(yaml);
        var kind = kind(parent, key, yaml);
        refuseWhatIsNotImplemented(kind, yaml, check);
        var config = new EncoderConfig(
                kind,
                check.positive("input_size"),
                check.positive("output_size", 256),
                check.positive("attention_heads", 4),
                check.positive("linear_units", 2048),
                check.positive("num_blocks", 6),
                check.share("dropout_rate", yaml.number("dropout_rate", 0.1)),
                check.share("positional_dropout_rate", yaml.number("positional_dropout_rate", 0.1)),
                check.share("attention_dropout_rate", yaml.number("attention_dropout_rate", 0)),
                yaml.integer("static_chunk_size", 0) == 1);
        check.divides("attention_heads", config.heads, "output_size", config.outputSize);
        if (config.outputSize % 2 != 0) {
            throw yaml.bad(
                    "output_size", "must be even, since positions are sines and cosines; is " + config.outputSize);
        }
        return config;
    }

    private static Kind kind(YamlSection parent, String key, YamlSection yaml) {
        for (var kind : Kind.values()) {
            if (yaml.className().endsWith("." + kind.className)) {
                return kind;
            }
        }
        throw parent.bad(
                key, "is a " + yaml.className() + "; only ConformerEncoder and TransformerEncoder are supported");
    }

    private static void refuseWhatIsNotImplemented(Kind kind, YamlSection yaml, Check check) {
        boolean conformer = kind == Kind.CONFORMER;
        check.unsupported("input_layer", yaml.text("input_layer", "conv2d"), kind.inputLayer);
        check.unsupported("activation_type", yaml.text("activation_type", kind.activation), kind.activation);
        check.unsupported(
                "pos_enc_layer_type",
                yaml.text("pos_enc_layer_type", conformer ? "rel_pos" : "abs_pos"),
                "rel_pos_espnet");
        check.unsupported(
                "selfattention_layer_type",
                yaml.text("selfattention_layer_type", conformer ? "rel_selfattn" : "selfattn"),
                "rel_selfattn");
        check.unsupported("normalize_before", yaml.flag("normalize_before", true), true);
        check.unsupported("key_bias", yaml.flag("key_bias", true), true);
        check.unsupported("use_dynamic_chunk", yaml.flag("use_dynamic_chunk", false), false);
        check.unsupported("use_dynamic_left_chunk", yaml.flag("use_dynamic_left_chunk", false), false);
        check.unsupported("macaron_style", yaml.flag("macaron_style", conformer), false);
        check.unsupported("use_cnn_module", yaml.flag("use_cnn_module", conformer), false);
        int chunk = yaml.integer("static_chunk_size", 0);
        if (chunk != 0 && chunk != 1) {
            throw yaml.bad("static_chunk_size", "is " + chunk + "; only 0 (see all) and 1 (causal) are supported");
        }
    }
}
