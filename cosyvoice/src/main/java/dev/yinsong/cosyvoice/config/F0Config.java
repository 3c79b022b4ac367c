package dev.yinsong.cosyvoice.config;

import dev.yinsong.common.model.YamlSection;

/**
 * Sizes of the predictor of the fundamental frequency.
 *
 * @param inChannels values of a mel frame
 * @param channels of its convolutions
 */
public record F0Config(int inChannels, int channels) {

    /** Convolutions, fixed upstream. */
    public static final int LAYERS = 5;

    /** Mel frames on either side of one that its frequency depends on: each convolution sees one neighbour. */
    public static final int REACH = LAYERS;

    static F0Config read(YamlSection hift) {
        var yaml = hift.section("f0_predictor");
        var check = new Check(yaml);
        new Check(hift).isClass("f0_predictor", yaml, "ConvRNNF0Predictor");
        check.unsupported("num_class", yaml.integer("num_class", 1), 1);
        return new F0Config(check.positive("in_channels", 80), check.positive("cond_channels", 512));
    }
}
