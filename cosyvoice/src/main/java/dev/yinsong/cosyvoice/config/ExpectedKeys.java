package dev.yinsong.cosyvoice.config;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every tensor that a network's file must hold, with its shape, in the order in which upstream writes them.
 *
 * <p>The vocoder's normalised convolutions are listed as {@code weight_g} and {@code weight_v}, which is how torch named
 * them before 2.1.
 *
 * @param network the network
 * @param shapes the sizes under each key; not to be changed
 */
public record ExpectedKeys(Network network, Map<String, long[]> shapes) {

    /** What a configuration asks of one network's file. */
    public static ExpectedKeys of(Network network, CosyVoiceConfig config) {
        var keys = new Keys("");
        switch (network) {
            case LLM -> llm(keys, config.llm());
            case FLOW -> flow(keys, config.flow());
            case HIFT -> hift(keys, config.hift());
        }
        return new ExpectedKeys(network, Collections.unmodifiableMap(keys.shapes));
    }

    /** The number of weights. */
    public long parameters() {
        return shapes.values().stream()
                .mapToLong(shape -> Arrays.stream(shape).reduce(1, Math::multiplyExact))
                .sum();
    }

    // ---- language model

    private static void llm(Keys keys, LlmConfig llm) {
        keys.add("text_embedding.weight", llm.textTokenSize(), llm.textInputSize());
        encoder(keys.at("text_encoder"), llm.textEncoder());
        keys.linear("text_encoder_affine_layer", llm.textEncoder().outputSize(), llm.inputSize());
        keys.add("llm_embedding.weight", 2, llm.inputSize());
        encoder(keys.at("llm"), llm.encoder());
        keys.linear("llm_decoder", llm.outputSize(), llm.speechTokenSize() + 1);
        keys.add("speech_embedding.weight", llm.speechTokenSize(), llm.inputSize());
        keys.linear("spk_embed_affine_layer", llm.speakerSize(), llm.inputSize());
    }

    private static void encoder(Keys keys, EncoderConfig encoder) {
        int size = encoder.outputSize();
        keys.linear("embed.out.0", encoder.inputSize(), size);
        keys.norm("embed.out.1", size);
        keys.norm("after_norm", size);
        for (int i = 0; i < encoder.blocks(); i++) {
            var block = keys.at("encoders." + i);
            block.add("self_attn.pos_bias_u", encoder.heads(), encoder.headSize());
            block.add("self_attn.pos_bias_v", encoder.heads(), encoder.headSize());
            for (var name : List.of("linear_q", "linear_k", "linear_v", "linear_out")) {
                block.linear("self_attn." + name, size, size);
            }
            block.add("self_attn.linear_pos.weight", size, size);
            block.linear("feed_forward.w_1", size, encoder.linearUnits());
            block.linear("feed_forward.w_2", encoder.linearUnits(), size);
            boolean conformer = encoder.kind() == EncoderConfig.Kind.CONFORMER;
            block.norm(conformer ? "norm_ff" : "norm1", size);
            block.norm(conformer ? "norm_mha" : "norm2", size);
        }
    }

    // ---- flow

    private static void flow(Keys keys, FlowConfig flow) {
        keys.add("input_embedding.weight", flow.vocabularySize(), flow.inputSize());
        keys.linear("spk_embed_affine_layer", flow.speakerSize(), flow.melSize());
        encoder(keys.at("encoder"), flow.encoder());
        keys.linear("encoder_proj", flow.encoder().outputSize(), flow.melSize());
        estimator(keys.at("decoder.estimator"), flow.matching().estimator());
        regulator(keys.at("length_regulator.model"), flow.regulator());
    }

    private static void estimator(Keys keys, EstimatorConfig unet) {
        var channels = unet.channels();
        int levels = channels.size();
        int bottom = channels.getLast();
        keys.linear("time_mlp.linear_1", unet.inChannels(), unet.timeSize());
        keys.linear("time_mlp.linear_2", unet.timeSize(), unet.timeSize());
        for (int i = 0, in = unet.inChannels(); i < levels; in = channels.get(i++)) {
            int out = channels.get(i);
            residualAndTransformers(keys.at("down_blocks." + i), unet, in, out);
            keys.conv("down_blocks." + i + (i < levels - 1 ? ".2.conv" : ".2"), out, out, 3);
        }
        for (int i = 0; i < unet.midBlocks(); i++) {
            residualAndTransformers(keys.at("mid_blocks." + i), unet, bottom, bottom);
        }
        for (int i = 0; i < levels; i++) {
            int in = channels.get(levels - 1 - i);
            int out = channels.get(Math.max(levels - 2 - i, 0));
            residualAndTransformers(keys.at("up_blocks." + i), unet, 2 * in, out); // 2: the skip lies beside
            boolean last = i == levels - 1;
            keys.conv("up_blocks." + i + (last ? ".2" : ".2.conv"), out, out, last ? 3 : 4);
        }
        int top = channels.getFirst();
        keys.conv("final_block.block.0", top, top, 3);
        keys.norm("final_block.block.1", top);
        keys.conv("final_proj", top, unet.outChannels(), 1);
    }

    private static void residualAndTransformers(Keys keys, EstimatorConfig unet, int in, int out) {
        keys.linear("0.mlp.1", unet.timeSize(), out);
        keys.conv("0.block1.block.0", in, out, 3);
        keys.norm("0.block1.block.1", out);
        keys.conv("0.block2.block.0", out, out, 3);
        keys.norm("0.block2.block.1", out);
        keys.conv("0.res_conv", in, out, 1);
        for (int i = 0; i < unet.blocks(); i++) {
            var block = keys.at("1." + i);
            block.norm("norm1", out);
            for (var name : List.of("to_q", "to_k", "to_v")) {
                block.add("attn1." + name + ".weight", unet.attentionSize(), out);
            }
            block.linear("attn1.to_out.0", unet.attentionSize(), out);
            block.norm("norm3", out);
            block.linear("ff.net.0.proj", out, EstimatorConfig.FEED_FORWARD_FACTOR * out);
            block.linear("ff.net.2", EstimatorConfig.FEED_FORWARD_FACTOR * out, out);
        }
    }

    private static void regulator(Keys keys, LengthRegulatorConfig regulator) {
        int size = regulator.channels();
        for (int i = 0; i < regulator.layers(); i++) { // each is a convolution, a norm and an activation
            keys.conv(String.valueOf(3 * i), size, size, 3);
            keys.norm(String.valueOf(3 * i + 1), size);
        }
        keys.conv(String.valueOf(3 * regulator.layers()), size, regulator.outChannels(), 1);
    }

    // ---- vocoder

    private static void hift(Keys keys, HiftConfig hift) {
        int ups = hift.upsampleRates().size();
        int spectrum = hift.fftSize() + 2; // real and imaginary halves
        keys.linear("m_source.l_linear", hift.harmonics() + 1, 1);
        keys.normalisedConv("conv_pre", hift.melSize(), hift.baseChannels(), 7);
        for (int i = 0; i < ups; i++) {
            int in = hift.baseChannels() >> i;
            keys.normalisedTransposedConv(
                    "ups." + i, in, hift.channels(i), hift.upsampleKernels().get(i));
        }
        for (int i = 0; i < ups; i++) {
            int rate = hift.sourceRate(i);
            keys.conv("source_downs." + i, spectrum, hift.channels(i), rate == 1 ? 1 : 2 * rate);
        }
        for (int i = 0; i < ups; i++) {
            int kernel = hift.sourceKernels().get(i);
            residual(
                    keys.at("source_resblocks." + i),
                    hift.channels(i),
                    kernel,
                    hift.sourceDilations().get(i).size());
        }
        int parallel = hift.resblockKernels().size();
        for (int i = 0; i < ups * parallel; i++) {
            int kernel = hift.resblockKernels().get(i % parallel);
            int layers = hift.resblockDilations().get(i % parallel).size();
            residual(keys.at("resblocks." + i), hift.channels(i / parallel), kernel, layers);
        }
        keys.normalisedConv("conv_post", hift.channels(ups - 1), spectrum, 7);
        for (int i = 0; i < F0Config.LAYERS; i++) { // every second module is an activation
            int in = i == 0 ? hift.f0().inChannels() : hift.f0().channels();
            keys.normalisedConv("f0_predictor.condnet." + 2 * i, in, hift.f0().channels(), 3);
        }
        keys.linear("f0_predictor.classifier", hift.f0().channels(), 1);
    }

    private static void residual(Keys keys, int channels, int kernel, int layers) {
        for (var convolutions : List.of("convs1.", "convs2.")) {
            for (int i = 0; i < layers; i++) {
                keys.normalisedConv(convolutions + i, channels, channels, kernel);
            }
        }
        for (var activations : List.of("activations1.", "activations2.")) {
            for (int i = 0; i < layers; i++) {
                keys.add(activations + i + ".alpha", channels);
            }
        }
    }

    /** Collects keys under a prefix. */
    private record Keys(String prefix, Map<String, long[]> shapes) {

        Keys(String prefix) {
            this(prefix, new LinkedHashMap<>());
        }

        Keys at(String name) {
            return new Keys(prefix + name + ".", shapes);
        }

        void add(String name, long... shape) {
            shapes.put(prefix + name, shape);
        }

        void linear(String name, int in, int out) {
            add(name + ".weight", out, in);
            add(name + ".bias", out);
        }

        void norm(String name, int size) {
            add(name + ".weight", size);
            add(name + ".bias", size);
        }

        void conv(String name, int in, int out, int kernel) {
            add(name + ".weight", out, in, kernel);
            add(name + ".bias", out);
        }

        void normalisedConv(String name, int in, int out, int kernel) {
            add(name + ".bias", out);
            add(name + ".weight_g", out, 1, 1);
            add(name + ".weight_v", out, in, kernel);
        }

        /** Transposed: the input channels come first, and one norm belongs to each of them. */
        void normalisedTransposedConv(String name, int in, int out, int kernel) {
            add(name + ".bias", out);
            add(name + ".weight_g", in, 1, 1);
            add(name + ".weight_v", in, out, kernel);
        }
    }
}
