package dev.yinsong.cosyvoice;

import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.EncoderConfig;
import dev.yinsong.cosyvoice.config.HiftConfig;
import dev.yinsong.cosyvoice.nn.Parameters;
import dev.yinsong.cosyvoice.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Networks with random weights, for tests of what holds whatever the weights are. */
public final class RandomWeights {

    private final Random random = new Random(7);
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    private RandomWeights() {}

    /** A flow of the given sizes. */
    public static Map<String, Tensor> flow(CosyVoiceConfig config) {
        var weights = new RandomWeights();
        weights.addFlow(config);
        return weights.tensors;
    }

    /** A vocoder of the given sizes. */
    public static Map<String, Tensor> hift(HiftConfig config) {
        var weights = new RandomWeights();
        weights.addHift(config);
        return weights.tensors;
    }

    /** A frozen flow of the given sizes. */
    public static Parameters frozenFlow(CosyVoiceConfig config) {
        return Parameters.frozen(flow(config));
    }

    private void addFlow(CosyVoiceConfig config) {
        var flow = config.flow();
        int mel = flow.melSize();
        add("input_embedding.weight", 1, flow.vocabularySize(), flow.inputSize());
        linear("spk_embed_affine_layer", flow.speakerSize(), mel);
        encoder("encoder.", flow.encoder());
        linear("encoder_proj", flow.encoder().outputSize(), mel);
        int layers = flow.regulator().layers();
        for (int i = 0; i < layers; i++) {
            conv("length_regulator.model." + 3 * i, mel, mel, 3);
            norm("length_regulator.model." + (3 * i + 1), mel);
        }
        conv("length_regulator.model." + 3 * layers, mel, mel, 1);

        var unet = flow.matching().estimator();
        var prefix = "decoder.estimator.";
        linear(prefix + "time_mlp.linear_1", unet.inChannels(), unet.timeSize());
        linear(prefix + "time_mlp.linear_2", unet.timeSize(), unet.timeSize());
        var channels = unet.channels();
        int levels = channels.size();
        for (int i = 0; i < levels; i++) {
            int in = i == 0 ? unet.inChannels() : channels.get(i - 1);
            level(prefix + "down_blocks." + i, config, in, channels.get(i));
            conv(
                    prefix + "down_blocks." + i + (i == levels - 1 ? ".2" : ".2.conv"),
                    channels.get(i),
                    channels.get(i),
                    3);
        }
        for (int i = 0; i < unet.midBlocks(); i++) {
            level(prefix + "mid_blocks." + i, config, channels.getLast(), channels.getLast());
        }
        for (int i = 0; i < levels; i++) {
            int in = channels.get(levels - 1 - i);
            int out = i == levels - 1 ? channels.getFirst() : channels.get(levels - 2 - i);
            level(prefix + "up_blocks." + i, config, 2 * in, out);
            if (i == levels - 1) {
                conv(prefix + "up_blocks." + i + ".2", out, out, 3);
            } else {
                conv(prefix + "up_blocks." + i + ".2.conv", out, out, 4);
            }
        }
        conv(prefix + "final_block.block.0", channels.getFirst(), channels.getFirst(), 3);
        norm(prefix + "final_block.block.1", channels.getFirst());
        conv(prefix + "final_proj", channels.getFirst(), unet.outChannels(), 1);
    }

    private void level(String name, CosyVoiceConfig config, int in, int out) {
        var unet = config.flow().matching().estimator();
        linear(name + ".0.mlp.1", unet.timeSize(), out);
        conv(name + ".0.block1.block.0", in, out, 3);
        norm(name + ".0.block1.block.1", out);
        conv(name + ".0.block2.block.0", out, out, 3);
        norm(name + ".0.block2.block.1", out);
        conv(name + ".0.res_conv", in, out, 1);
        for (int i = 0; i < unet.blocks(); i++) {
            var block = name + ".1." + i;
            norm(block + ".norm1", out);
            for (var projection : List.of("to_q", "to_k", "to_v")) {
                add(block + ".attn1." + projection + ".weight", 1 / Math.sqrt(out), unet.attentionSize(), out);
            }
            linear(block + ".attn1.to_out.0", unet.attentionSize(), out);
            norm(block + ".norm3", out);
            linear(block + ".ff.net.0.proj", out, 4 * out);
            linear(block + ".ff.net.2", 4 * out, out);
        }
    }

    private void encoder(String prefix, EncoderConfig config) {
        int size = config.outputSize();
        linear(prefix + "embed.out.0", config.inputSize(), size);
        norm(prefix + "embed.out.1", size);
        for (int i = 0; i < config.blocks(); i++) {
            var layer = prefix + "encoders." + i + ".";
            for (var projection : List.of("linear_q", "linear_k", "linear_v", "linear_out")) {
                linear(layer + "self_attn." + projection, size, size);
            }
            add(layer + "self_attn.linear_pos.weight", 1 / Math.sqrt(size), size, size);
            add(layer + "self_attn.pos_bias_u", 0.3, config.heads(), config.headSize());
            add(layer + "self_attn.pos_bias_v", 0.3, config.heads(), config.headSize());
            linear(layer + "feed_forward.w_1", size, config.linearUnits());
            linear(layer + "feed_forward.w_2", config.linearUnits(), size);
            norm(layer + "norm_mha", size);
            norm(layer + "norm_ff", size);
        }
        norm(prefix + "after_norm", size);
    }

    private void addHift(HiftConfig config) {
        linear("m_source.l_linear", config.harmonics() + 1, 1);
        normedConv("conv_pre", config.baseChannels(), config.melSize(), 7);
        int bins = config.fftSize() + 2;
        int ups = config.upsampleRates().size();
        int sourceRate = 1;
        for (int i = ups - 1; i >= 0; i--) {
            int out = config.channels(i);
            normedTransposedConv(
                    "ups." + i, 2 * out, out, config.upsampleKernels().get(i));
            conv("source_downs." + i, bins, out, sourceRate == 1 ? 1 : 2 * sourceRate);
            resblock(
                    "source_resblocks." + i,
                    out,
                    config.sourceKernels().get(i),
                    config.sourceDilations().get(i).size());
            int blocks = config.resblockKernels().size();
            for (int j = 0; j < blocks; j++) {
                resblock(
                        "resblocks." + (i * blocks + j),
                        out,
                        config.resblockKernels().get(j),
                        config.resblockDilations().get(j).size());
            }
            sourceRate *= config.upsampleRates().get(i);
        }
        normedConv("conv_post", bins, config.channels(ups - 1), 7);
        for (int i = 0; i < 5; i++) {
            int in = i == 0 ? config.melSize() : config.f0().channels();
            normedConv("f0_predictor.condnet." + 2 * i, config.f0().channels(), in, 3);
        }
        linear("f0_predictor.classifier", config.f0().channels(), 1);
    }

    private void resblock(String name, int channels, int kernel, int pairs) {
        for (int i = 0; i < pairs; i++) {
            normedConv(name + ".convs1." + i, channels, channels, kernel);
            normedConv(name + ".convs2." + i, channels, channels, kernel);
            positive(name + ".activations1." + i + ".alpha", channels);
            positive(name + ".activations2." + i + ".alpha", channels);
        }
    }

    private void normedConv(String name, int out, int in, int kernel) {
        add(name + ".weight_v", 1, out, in, kernel);
        positive(name + ".weight_g", out, 1, 1);
        add(name + ".bias", 0.1, out);
    }

    private void normedTransposedConv(String name, int in, int out, int kernel) {
        add(name + ".weight_v", 1, in, out, kernel);
        positive(name + ".weight_g", in, 1, 1);
        add(name + ".bias", 0.1, out);
    }

    private void linear(String name, int in, int out) {
        add(name + ".weight", 1 / Math.sqrt(in), out, in);
        add(name + ".bias", 0.1, out);
    }

    private void conv(String name, int in, int out, int kernel) {
        add(name + ".weight", 1 / Math.sqrt(in * kernel), out, in, kernel);
        add(name + ".bias", 0.1, out);
    }

    private void norm(String name, int size) {
        positive(name + ".weight", size);
        add(name + ".bias", 0.1, size);
    }

    private void positive(String name, long... shape) {
        add(name, 1, 0.1, shape);
    }

    private void add(String name, double deviation, long... shape) {
        add(name, 0, deviation, shape);
    }

    private void add(String name, double mean, double deviation, long... shape) {
        int count = 1;
        for (long size : shape) {
            count *= (int) size;
        }
        var memory = ByteBuffer.allocateDirect(4 * count).order(ByteOrder.nativeOrder());
        for (int i = 0; i < count; i++) {
            memory.putFloat(4 * i, (float) (mean + deviation * random.nextGaussian()));
        }
        tensors.put(name, Tensor.over(memory, dev.yinsong.cosyvoice.tensor.DType.F32, shape));
    }
}
