package dev.yinsong.cosyvoice.lora;

import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.common.tensorfile.TorchFile;
import dev.yinsong.cosyvoice.config.Network;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code joint_lora_only.ckpt} of the seed project: a Lightning checkpoint that holds the factors of every layer under
 * {@code state_dict}, but neither α nor dropout, so that the scale must be given.
 */
public final class SeedCheckpoint {

    private static final String PREFIX = "model.";
    private static final String A = ".lora_A";
    private static final String B = ".lora_B";

    private final Path file;
    private final Map<String, TensorEntry> tensors;

    private SeedCheckpoint(Path file) {
        this.file = file;
        this.tensors = TorchFile.open(file).tensorsIn("state_dict");
    }

    /**
     * Reads the adapter in such a checkpoint.
     *
     * @param scale α/r, which is 2 unless that project's settings were changed
     * @throws BadAdapter when it holds anything else, or half of a layer
     */
    public static Adapter read(Path file, double scale) {
        var layers = new SeedCheckpoint(file).layers();
        return new Adapter(
                config(Network.LLM, layers, LoraConfig.llm(), scale),
                config(Network.FLOW, layers, LoraConfig.flow(), scale),
                layers);
    }

    private Map<String, Factors> layers() {
        var layers = new LinkedHashMap<String, Factors>();
        tensors.forEach((key, tensor) -> {
            if (key.endsWith(A)) {
                layers.put(layer(key), Factors.of(layer(key), tensor, other(key, A, B)));
            } else if (key.endsWith(B)) {
                other(key, B, A);
            } else {
                throw new BadAdapter(file + " holds " + key + ", which is no part of an adapter");
            }
        });
        if (layers.isEmpty()) {
            throw new BadAdapter(file + " holds no adapter");
        }
        return layers;
    }

    private static String layer(String key) {
        var layer = key.substring(0, key.length() - A.length());
        return layer.startsWith(PREFIX) ? layer.substring(PREFIX.length()) : layer;
    }

    private TensorEntry other(String key, String own, String wanted) {
        var other = tensors.get(key.substring(0, key.length() - own.length()) + wanted);
        if (other == null) {
            throw new BadAdapter(file + " has " + key + " without its " + wanted.substring(1));
        }
        return other;
    }

    private static LoraConfig config(Network network, Map<String, Factors> layers, LoraConfig usual, double scale) {
        int rank = layers.entrySet().stream()
                .filter(layer -> layer.getKey().startsWith(network.key() + "."))
                .map(layer -> layer.getValue().rank())
                .findFirst()
                .orElse(usual.rank());
        return LoraConfig.of(network, rank, rank * scale, usual.dropout()).updating(network, layers.keySet());
    }
}
