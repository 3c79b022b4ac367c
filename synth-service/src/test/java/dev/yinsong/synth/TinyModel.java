package dev.yinsong.synth;

import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.common.tensorfile.TorchFile;
import dev.yinsong.cosyvoice.checkpoint.VoiceArchive;
import dev.yinsong.cosyvoice.checkpoint.VoiceCard;
import dev.yinsong.cosyvoice.config.CosyVoiceConfig;
import dev.yinsong.cosyvoice.config.ExpectedKeys;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.lora.Adapter;
import dev.yinsong.cosyvoice.lora.Factors;
import dev.yinsong.cosyvoice.lora.LoraConfig;
import dev.yinsong.cosyvoice.lora.LoraTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** A model directory of a few thousand weights of chance, and adapters for it. Its speech is noise. */
public final class TinyModel {

    private static final int RANK = 2;

    private final Path folder;

    private TinyModel(Path folder) {
        this.folder = folder;
    }

    /** Writes one into an empty folder. */
    public static TinyModel write(Path folder) throws IOException {
        try (var yaml = TinyModel.class.getResourceAsStream("/tiny/cosyvoice.yaml")) {
            Files.copy(Objects.requireNonNull(yaml, "tiny/cosyvoice.yaml"), folder.resolve("cosyvoice.yaml"));
        }
        var model = new TinyModel(folder);
        for (var network : Network.values()) {
            model.writeNetwork(network, ExpectedKeys.of(network, model.config()).shapes());
        }
        model.writeVocabulary();
        return model;
    }

    public CosyVoiceConfig config() {
        return CosyVoiceConfig.read(folder.resolve("cosyvoice.yaml"));
    }

    /** What tells it from other models. */
    public static String hash(Path folder) {
        return ModelDirectory.open(folder).hash();
    }

    /** Writes a network's file again with other tensors. */
    public void writeNetwork(Network network, Map<String, long[]> shapes) {
        var random = new Random(network.ordinal());
        var tensors = new ArrayList<TensorEntry>();
        shapes.forEach((name, shape) -> {
            var values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
            for (int i = 0; i < values.length; i++) {
                values[i] = name.endsWith("weight_g") ? 1 : (float) (0.3 * random.nextGaussian());
            }
            tensors.add(TensorEntry.of(name, values, shape));
        });
        TorchFile.write(folder.resolve(network.key() + ".pt"), tensors);
    }

    private void writeVocabulary() throws IOException {
        var lines = new ArrayList<String>();
        for (int b = 0; b < 256; b++) {
            lines.add(Base64.getEncoder().encodeToString(new byte[] {(byte) b}) + " " + b);
        }
        Files.write(folder.resolve("bytes.tiktoken"), lines);
    }

    /**
     * The archive of a voice on this model.
     *
     * @param strength how far the weights are changed; 0 leaves them
     */
    public static byte[] voice(Path folder, String name, int version, float strength) {
        return voice(folder, name, version, strength, "en");
    }

    /** The archive of a voice whose clips are in some language. */
    public static byte[] voice(Path folder, String name, int version, float strength, String language) {
        var config = CosyVoiceConfig.read(folder.resolve("cosyvoice.yaml"));
        var llm = LoraConfig.of(Network.LLM, RANK, RANK, 0);
        var flow = LoraConfig.of(Network.FLOW, RANK, RANK, 0);
        var layers = new LinkedHashMap<String, Factors>();
        LoraTarget.of(Network.LLM, config, llm)
                .forEach(target -> layers.put("llm." + target.module(), factors(target, strength)));
        LoraTarget.of(Network.FLOW, config, flow)
                .forEach(target -> layers.put("flow." + target.module(), factors(target, strength)));
        var speaker = new float[config.llm().speakerSize()];
        Arrays.fill(speaker, 0.1f);
        var card = VoiceCard.of(name, version, hash(folder), speaker)
                .language(language)
                .build();
        return new VoiceArchive(new Adapter(llm, flow, layers), card).bytes();
    }

    private static Factors factors(LoraTarget target, float strength) {
        var a = new float[RANK * target.in()];
        var b = new float[target.out() * RANK];
        Arrays.fill(a, 0.1f);
        Arrays.fill(b, strength);
        return new Factors(RANK, target.in(), target.out(), a, b);
    }
}
