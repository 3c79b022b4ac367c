package dev.yinsong.cosyvoice.lora;

import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.ExpectedKeys;
import dev.yinsong.cosyvoice.config.Network;
import java.util.List;

/**
 * A linear layer that a low-rank update belongs to.
 *
 * @param module the layer's name in its network, such as {@code llm.encoders.0.self_attn.linear_q}
 * @param in values that enter
 * @param out values that leave
 */
public record LoraTarget(String module, int in, int out) {

    private static final String WEIGHT = ".weight";

    /** The layers of a network that a configuration chooses, in the order of the checkpoint. */
    public static List<LoraTarget> of(Network network, CosyVoiceConfig config, LoraConfig lora) {
        return ExpectedKeys.of(network, config).shapes().entrySet().stream()
                .filter(key -> key.getKey().endsWith(WEIGHT) && key.getValue().length == 2)
                .map(key -> target(key.getKey(), key.getValue()))
                .filter(target -> lora.targets().contains(target.leaf()))
                .toList();
    }

    /** The key of the layer's weight in its network's file. */
    public String weight() {
        return module + WEIGHT;
    }

    private String leaf() {
        return module.substring(module.lastIndexOf('.') + 1);
    }

    private static LoraTarget target(String key, long[] shape) {
        return new LoraTarget(key.substring(0, key.length() - WEIGHT.length()), (int) shape[1], (int) shape[0]);
    }
}
