package dev.yinsong.cosyvoice.lm;

import dev.yinsong.cosyvoice.CosyVoice;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.lora.Factors;
import dev.yinsong.cosyvoice.lora.LoraConfig;
import dev.yinsong.cosyvoice.lora.LoraTarget;
import dev.yinsong.cosyvoice.lora.LoraTensors;
import java.util.LinkedHashMap;
import java.util.SplittableRandom;

/** What makes a voice of a language model, drawn by lot and large enough to be heard. */
final class RandomVoice {

    private RandomVoice() {}

    static LoraTensors of(CosyVoice base, int rank, long seed) {
        var random = new SplittableRandom(seed);
        var config = LoraConfig.of(Network.LLM, rank, 2 * rank, 0);
        var layers = new LinkedHashMap<String, Factors>();
        for (var target : LoraTarget.of(Network.LLM, base.config(), config)) {
            float[] a = numbers(random, rank * target.in());
            float[] b = numbers(random, target.out() * rank);
            layers.put(target.module(), new Factors(rank, target.in(), target.out(), a, b));
        }
        return LoraTensors.of(layers, config.scale(), 0);
    }

    private static float[] numbers(SplittableRandom random, int count) {
        var numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) (0.3 * random.nextGaussian());
        }
        return numbers;
    }
}
