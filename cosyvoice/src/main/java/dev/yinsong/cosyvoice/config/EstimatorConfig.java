package dev.yinsong.cosyvoice.config;

import dev.yinsong.common.model.YamlSection;
import java.util.List;

/**
 * Sizes of the one-dimensional U-Net.
 *
 * @param inChannels that enter: noise, tokens, speaker and prompt side by side
 * @param outChannels that leave
 * @param channels of each level, outermost first
 * @param dropout probability in the transformer blocks
 * @param headSize channels of an attention head
 * @param heads attention heads; heads times head size need not be the channels of a level
 * @param blocks transformer blocks behind each residual block
 * @param midBlocks residual blocks at the bottom
 */
public record EstimatorConfig(
        int inChannels,
        int outChannels,
        List<Integer> channels,
        double dropout,
        int headSize,
        int heads,
        int blocks,
        int midBlocks) {

    /** Groups of the group norms, fixed upstream. */
    public static final int GROUPS = 8;

    /** How much wider the feed-forward layers are than their level, fixed upstream. */
    public static final int FEED_FORWARD_FACTOR = 4;

    public EstimatorConfig {
        channels = List.copyOf(channels);
    }

    /** Channels of the attention inside of a transformer block. */
    public int attentionSize() {
        return heads * headSize;
    }

    /** Values of the embedded time. */
    public int timeSize() {
        return 4 * channels.getFirst();
    }

    /** What is absent is what upstream's constructor says. */
    static EstimatorConfig read(YamlSection matching) {
        var yaml = matching.section("estimator");
        var check = new Check(yaml);
        new Check(matching).isClass("estimator", yaml, "ConditionalDecoder");
        check.unsupported("act_fn", yaml.text("act_fn", "snake"), "gelu");
        var channels = yaml.integers("channels", List.of(256, 256));
        check.atLeast("channels", channels.size(), 1);
        for (int size : channels) {
            check.atLeast("channels", size, 1);
            check.divides("channels", GROUPS, "a level of", size);
        }
        int in = check.positive("in_channels");
        if (in % 2 != 0) {
            throw yaml.bad("in_channels", "must be even, since time is embedded in sines and cosines; is " + in);
        }
        return new EstimatorConfig(
                in,
                check.positive("out_channels"),
                channels,
                check.share("dropout", yaml.number("dropout", 0.05)),
                check.positive("attention_head_dim", 64),
                check.positive("num_heads", 4),
                check.atLeast("n_blocks", yaml.integer("n_blocks", 1), 0),
                check.atLeast("num_mid_blocks", yaml.integer("num_mid_blocks", 2), 0));
    }
}
