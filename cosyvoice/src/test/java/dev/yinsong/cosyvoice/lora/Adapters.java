package dev.yinsong.cosyvoice.lora;

import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.Network;
import java.util.LinkedHashMap;
import java.util.Random;

/** Adapters for tests. */
public final class Adapters {

    private Adapters() {}

    /** Random updates of every layer that the settings choose in these networks. */
    public static Adapter random(CosyVoiceConfig config, long seed, Network... networks) {
        var random = new Random(seed);
        var llm = LoraConfig.of(Network.LLM, 2, 4, 0.25);
        var flow = LoraConfig.of(Network.FLOW, 3, 4.5, 0);
        var layers = new LinkedHashMap<String, Factors>();
        for (var network : networks) {
            var lora = network == Network.LLM ? llm : flow;
            for (var target : LoraTarget.of(network, config, lora)) {
                layers.put(
                        network.key() + "." + target.module(),
                        new Factors(
                                lora.rank(),
                                target.in(),
                                target.out(),
                                gaussians(random, lora.rank() * target.in()),
                                gaussians(random, target.out() * lora.rank())));
            }
        }
        return new Adapter(llm, flow, layers);
    }

    private static float[] gaussians(Random random, int count) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
