package dev.yinsong.cosyvoice.checkpoint;

import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * One look at a checkpoint for a mistake that loads without complaint elsewhere and ruins the loss.
 *
 * @param name what is looked at
 * @param ok whether it is as it should be
 * @param detail what was found, and what it would do to the loss if it is wrong
 */
public record Probe(String name, boolean ok, String detail) {

    private static final String ESTIMATOR = "decoder.estimator.";

    /** What can be seen in the flow's file. */
    public static List<Probe> ofFlow(CosyVoiceConfig config, WeightSource flow) {
        var probes = new ArrayList<Probe>();
        probes.add(attentionNames(config, flow));
        probes.add(activation(config, flow));
        probes.add(timeEmbedding(config, flow));
        return probes;
    }

    private static Probe attentionNames(CosyVoiceConfig config, WeightSource flow) {
        long found = count(flow, key -> key.endsWith(".attn1.to_q.weight"));
        long expected = blocks(config);
        return new Probe(
                "attention names",
                found == expected,
                "%d of %d transformer blocks have attn1.to_q; under other names attention stays random and the loss sits at 20 to 30"
                        .formatted(found, expected));
    }

    private static Probe activation(CosyVoiceConfig config, WeightSource flow) {
        long gelu = count(flow, key -> key.endsWith(".ff.net.0.proj.weight"));
        long snake = count(flow, key -> key.endsWith(".ff.net.0.alpha") || key.endsWith(".ff.net.0.beta"));
        return new Probe(
                "GELU",
                gelu == blocks(config) && snake == 0,
                "%d of %d transformer blocks have ff.net.0.proj, %d tensors belong to SnakeBeta; with the wrong activation the loss sits at 12 to 20"
                        .formatted(gelu, blocks(config), snake));
    }

    private static Probe timeEmbedding(CosyVoiceConfig config, WeightSource flow) {
        int expected = config.flow().matching().estimator().inChannels();
        TensorEntry linear = flow.tensors().get(ESTIMATOR + "time_mlp.linear_1.weight");
        long found = linear == null || linear.shape().length != 2 ? 0 : linear.shape()[1];
        return new Probe(
                "time embedding",
                found == expected,
                "time_mlp takes %d sines and cosines, the U-Net has %d channels to embed time in"
                        .formatted(found, expected));
    }

    private static long blocks(CosyVoiceConfig config) {
        var unet = config.flow().matching().estimator();
        return (long) unet.blocks() * (2L * unet.channels().size() + unet.midBlocks());
    }

    private static long count(WeightSource flow, Predicate<String> wanted) {
        return flow.tensors().keySet().stream()
                .filter(key -> key.startsWith(ESTIMATOR) && wanted.test(key))
                .count();
    }
}
