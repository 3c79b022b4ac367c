package dev.yinsong.nano.model;

import dev.yinsong.nano.training.Parameters;

/**
 * How large nano is, and first weights of that size under upstream's names.
 *
 * @param textTokens rows of the text embedding
 * @param speechTokens codes of the speech tokenizer
 * @param textWidth channels of the text encoder and of its input
 * @param textLayers layers of the text encoder
 * @param lmWidth channels of the language model
 * @param lmLayers layers of the language model
 * @param flowWidth channels of the flow's encoder
 * @param flowLayers layers of the flow's encoder
 * @param flowHidden units of its feed-forward layers
 * @param channels of the flow's U-Net
 * @param midBlocks of the U-Net
 * @param vocoderWidth channels at the vocoder's input
 * @param pitchWidth channels of the pitch predictor
 */
public record NanoSizes(
        int textTokens,
        int speechTokens,
        int textWidth,
        int textLayers,
        int lmWidth,
        int lmLayers,
        int flowWidth,
        int flowLayers,
        int flowHidden,
        int channels,
        int midBlocks,
        int vocoderWidth,
        int pitchWidth) {

    /** Attention heads, everywhere. */
    public static final int HEADS = 4;

    /** Values of a speaker vector and of a mel frame. */
    static final int SPEAKER = 192, MEL = 80;

    private static final double EMBEDDING = 0.3;
    private static final double MEL_MEAN = -5, MEL_SPREAD = 2.5;

    /** The released model: about 11 million parameters. */
    public static NanoSizes released() {
        return new NanoSizes(256, 256, 192, 2, 192, 6, 192, 3, 512, 128, 4, 192, 96);
    }

    /** As small as the layout allows, for tests. */
    public static NanoSizes tiny() {
        return new NanoSizes(256, 256, 16, 1, 16, 4, 16, 1, 16, 16, 1, 16, 8);
    }

    /** Fresh weights of llm.pt. */
    public Parameters lm(long seed) {
        var p = new Parameters(seed).normal("text_embedding.weight", EMBEDDING, textTokens, textWidth);
        encoder(p, "text_encoder.", textWidth, textWidth, 4 * textWidth, textLayers, "norm_mha", "norm_ff");
        p.layer("text_encoder_affine_layer", lmWidth, textWidth);
        p.normal("llm_embedding.weight", EMBEDDING, 2, lmWidth);
        encoder(p, "llm.", lmWidth, lmWidth, 4 * lmWidth, lmLayers, "norm1", "norm2");
        p.layer("llm_decoder", speechTokens + 1, lmWidth);
        p.normal("speech_embedding.weight", EMBEDDING, speechTokens, lmWidth);
        return p.layer("spk_embed_affine_layer", lmWidth, SPEAKER);
    }

    /**
     * Fresh weights of flow.pt.
     *
     * @param meanMel mean of each mel channel, from which the flow's last layer starts [80]
     */
    public Parameters flow(long seed, float[] meanMel) {
        var p = new Parameters(seed).normal("input_embedding.weight", 1, speechTokens, flowWidth);
        p.layer("spk_embed_affine_layer", MEL, SPEAKER);
        encoder(p, "encoder.", flowWidth, flowWidth, flowHidden, flowLayers, "norm_mha", "norm_ff");
        p.layer("encoder_proj", MEL, flowWidth);
        unet(p, "decoder.estimator.");
        double bound = 0.5 / Math.sqrt(channels);
        p.uniform("decoder.estimator.final_proj.weight", bound, MEL, channels, 1);
        p.put("decoder.estimator.final_proj.bias", meanMel, MEL);
        for (int i = 0; i < 4; i++) {
            p.layer("length_regulator.model." + 3 * i, MEL, MEL, 3);
            p.norm("length_regulator.model." + (3 * i + 1), MEL);
        }
        return p.layer("length_regulator.model.12", MEL, MEL, 1);
    }

    private void unet(Parameters p, String at) {
        p.layer(at + "time_mlp.linear_1", 4L * channels, 4 * MEL);
        p.layer(at + "time_mlp.linear_2", 4L * channels, 4L * channels);
        level(p, at + "down_blocks.0.", 4 * MEL);
        p.layer(at + "down_blocks.0.2.conv", channels, channels, 3);
        level(p, at + "down_blocks.1.", channels);
        p.layer(at + "down_blocks.1.2", channels, channels, 3);
        for (int i = 0; i < midBlocks; i++) {
            level(p, at + "mid_blocks." + i + ".", channels);
        }
        level(p, at + "up_blocks.0.", 2 * channels);
        double bound = 1 / Math.sqrt(channels * 4.0);
        p.uniform(at + "up_blocks.0.2.conv.weight", bound, channels, channels, 4);
        p.uniform(at + "up_blocks.0.2.conv.bias", bound, channels);
        level(p, at + "up_blocks.1.", 2 * channels);
        p.layer(at + "up_blocks.1.2", channels, channels, 3);
        p.layer(at + "final_block.block.0", channels, channels, 3).norm(at + "final_block.block.1", channels);
    }

    private void level(Parameters p, String at, int in) {
        p.layer(at + "0.mlp.1", channels, 4L * channels);
        p.layer(at + "0.block1.block.0", channels, in, 3).norm(at + "0.block1.block.1", channels);
        p.layer(at + "0.block2.block.0", channels, channels, 3).norm(at + "0.block2.block.1", channels);
        p.layer(at + "0.res_conv", channels, in, 1);
        String block = at + "1.0.";
        p.norm(block + "norm1", channels);
        double bound = 1 / Math.sqrt(channels);
        for (String name : new String[] {"to_q", "to_k", "to_v"}) {
            p.uniform(block + "attn1." + name + ".weight", bound, channels, channels);
        }
        p.layer(block + "attn1.to_out.0", channels, channels).norm(block + "norm3", channels);
        p.layer(block + "ff.net.0.proj", 4L * channels, channels);
        p.layer(block + "ff.net.2", channels, 4L * channels);
    }

    private static void encoder(
            Parameters p, String at, int in, int width, int hidden, int layers, String normBefore, String normAfter) {
        p.layer(at + "embed.out.0", width, in).norm(at + "embed.out.1", width).norm(at + "after_norm", width);
        for (int i = 0; i < layers; i++) {
            String layer = at + "encoders." + i + ".";
            String attention = layer + "self_attn.";
            p.filled(attention + "pos_bias_u", 0, HEADS, width / HEADS);
            p.filled(attention + "pos_bias_v", 0, HEADS, width / HEADS);
            for (String name : new String[] {"linear_q", "linear_k", "linear_v", "linear_out"}) {
                p.layer(attention + name, width, width);
            }
            p.uniform(attention + "linear_pos.weight", 1 / Math.sqrt(width), width, width);
            p.layer(layer + "feed_forward.w_1", hidden, width);
            p.layer(layer + "feed_forward.w_2", width, hidden);
            p.norm(layer + normBefore, width).norm(layer + normAfter, width);
        }
    }

    /** Fresh weights of hift.pt, whose first layers expect mels as they come, around -5. */
    public Parameters hift(long seed) {
        var p = new Parameters(seed).layer("m_source.l_linear", 1, 9);
        normed(p, "conv_pre", vocoderWidth, MEL, 7);
        centred(p, "conv_pre", vocoderWidth, MEL, 7);
        int width = vocoderWidth;
        for (int i = 0; i < 2; i++) {
            normedTransposed(p, "ups." + i, width, width / 2, 16);
            width /= 2;
        }
        p.layer("source_downs.0", vocoderWidth / 2, 18, 16);
        p.layer("source_downs.1", vocoderWidth / 4, 18, 1);
        for (int i = 0; i < 2; i++) {
            block(p, "source_resblocks." + i, vocoderWidth / (2 << i), 7, 1);
        }
        for (int i = 0; i < 2; i++) {
            block(p, "resblocks." + 2 * i, vocoderWidth / (2 << i), 3, 3);
            block(p, "resblocks." + (2 * i + 1), vocoderWidth / (2 << i), 7, 3);
        }
        p.normal("conv_post.weight_v", 0.01, 18, width, 7).filled("conv_post.bias", 0, 18);
        norms(p, "conv_post", 18);
        for (int i = 0; i < 5; i++) {
            normed(p, "f0_predictor.condnet." + 2 * i, pitchWidth, i == 0 ? MEL : pitchWidth, 3);
        }
        centred(p, "f0_predictor.condnet.0", pitchWidth, MEL, 3);
        // In hertz: a hundred times what is usual for a layer.
        return p.uniform("f0_predictor.classifier.weight", 100 / Math.sqrt(pitchWidth), 1, pitchWidth)
                .filled("f0_predictor.classifier.bias", 120, 1);
    }

    private static void block(Parameters p, String at, int width, int kernel, int dilations) {
        for (int i = 0; i < dilations; i++) {
            normed(p, at + ".convs1." + i, width, width, kernel);
            normed(p, at + ".convs2." + i, width, width, kernel);
            p.filled(at + ".activations1." + i + ".alpha", 1, width);
            p.filled(at + ".activations2." + i + ".alpha", 1, width);
        }
    }

    /** A convolution with weight normalisation. */
    private static void normed(Parameters p, String name, int out, int in, int kernel) {
        double bound = 1 / Math.sqrt((double) in * kernel);
        p.uniform(name + ".weight_v", bound, out, in, kernel).uniform(name + ".bias", bound, out);
        norms(p, name, out);
    }

    /** A transposed one: its first dimension is the input, of which each output hears two taps of the kernel. */
    private static void normedTransposed(Parameters p, String name, int in, int out, int kernel) {
        double bound = 1 / Math.sqrt(in * 2.0);
        p.uniform(name + ".weight_v", bound, in, out, kernel).filled(name + ".bias", 0, out);
        norms(p, name, in);
    }

    private static void norms(Parameters p, String name, int rows) {
        float[] v = p.get(name + ".weight_v").floats();
        var norms = new float[rows];
        int width = v.length / rows;
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int i = 0; i < width; i++) {
                sum += (double) v[row * width + i] * v[row * width + i];
            }
            norms[row] = (float) Math.sqrt(sum);
        }
        p.put(name + ".weight_g", norms, rows, 1, 1);
    }

    /** Folds (mel - mean) / spread into the first convolution. */
    private static void centred(Parameters p, String name, int out, int in, int kernel) {
        float[] v = p.get(name + ".weight_v").floats();
        float[] bias = p.get(name + ".bias").floats();
        int width = in * kernel;
        for (int row = 0; row < out; row++) {
            double sum = 0;
            for (int i = 0; i < width; i++) {
                v[row * width + i] /= (float) MEL_SPREAD;
                sum += v[row * width + i];
            }
            bias[row] -= (float) (sum * MEL_MEAN);
        }
        p.put(name + ".weight_v", v, out, in, kernel).put(name + ".bias", bias, out);
        norms(p, name, out);
    }
}
