package dev.yinsong.synth.engine;

import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.lora.Adapter;
import dev.yinsong.cosyvoice.lora.Factors;
import dev.yinsong.cosyvoice.lora.LoraConfig;
import dev.yinsong.cosyvoice.lora.LoraTarget;
import java.util.LinkedHashMap;
import java.util.Map;

/** An adapter of the usual size that changes nothing, as before a training. */
final class UntaughtAdapter {

    private UntaughtAdapter() {}

    static Adapter of(CosyVoiceConfig config) {
        var llm = LoraConfig.llm();
        var flow = LoraConfig.flow();
        var layers = new LinkedHashMap<String, Factors>();
        add(layers, Network.LLM, config, llm);
        add(layers, Network.FLOW, config, flow);
        return new Adapter(llm, flow, layers);
    }

    private static void add(Map<String, Factors> layers, Network network, CosyVoiceConfig config, LoraConfig lora) {
        for (var target : LoraTarget.of(network, config, lora)) {
            var a = new float[lora.rank() * target.in()];
            var b = new float[target.out() * lora.rank()];
            layers.put(
                    network.key() + "." + target.module(), new Factors(lora.rank(), target.in(), target.out(), a, b));
        }
    }
}
