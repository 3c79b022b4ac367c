package dev.yinsong.cosyvoice.checkpoint;

import dev.yinsong.common.model.ModelDirectory;
import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.common.tensorfile.TorchFile;
import dev.yinsong.cosyvoice.config.Network;
import dev.yinsong.cosyvoice.lora.Adapter;
import dev.yinsong.cosyvoice.lora.BadAdapter;
import dev.yinsong.cosyvoice.lora.Factors;
import dev.yinsong.cosyvoice.lora.LoraConfig;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A Lightning checkpoint of the seed project: under {@code state_dict} the factors of every adapted layer, but neither α
 * nor dropout, so that the scale must be given. What its training saves holds both networks as well, an adapted layer's
 * own weight as {@code LAYER.original_layer.weight}.
 */
public final class SeedCheckpoint {

    private static final String PREFIX = "model.";
    private static final String A = ".lora_A";
    private static final String B = ".lora_B";
    private static final String ADAPTED = ".original_layer.";

    private final Path file;
    private final Map<String, TensorEntry> tensors;
    private final Map<String, TensorEntry> base = new LinkedHashMap<>();

    private SeedCheckpoint(Path file, ModelDirectory model) {
        this.file = file;
        this.tensors = TorchFile.open(file).tensorsIn("state_dict");
        for (var network : Adapter.NETWORKS) {
            WeightSource.open(network, network.file(model))
                    .tensors()
                    .forEach((name, tensor) -> base.put(network.key() + "." + name, tensor));
        }
    }

    /**
     * Reads the adapter in such a checkpoint.
     *
     * @param scale α/r, which is 2 unless that project's settings were changed
     * @param model the base that it was trained on
     * @throws BadAdapter when it holds anything else, weights of another base, or half of a layer
     */
    public static Adapter read(Path file, double scale, ModelDirectory model) {
        var layers = new SeedCheckpoint(file, model).layers();
        return new Adapter(
                config(Network.LLM, layers, LoraConfig.llm(), scale),
                config(Network.FLOW, layers, LoraConfig.flow(), scale),
                layers);
    }

    private Map<String, Factors> layers() {
        var layers = new LinkedHashMap<String, Factors>();
        tensors.forEach((key, tensor) -> {
            if (key.endsWith(A)) {
                var layer = bare(key).substring(0, bare(key).length() - A.length());
                layers.put(layer, Factors.of(layer, tensor, other(key, A, B)));
            } else if (key.endsWith(B)) {
                other(key, B, A);
            } else {
                requireBase(key, tensor);
            }
        });
        if (layers.isEmpty()) {
            throw new BadAdapter(file + " holds no adapter");
        }
        return layers;
    }

    /** An adapter says nothing on weights that changed beside it: the voice would be another one. */
    private void requireBase(String key, TensorEntry tensor) {
        var weight = base.get(bare(key).replace(ADAPTED, "."));
        if (weight == null) {
            throw new BadAdapter(file + " holds " + key + ", which is no part of an adapter nor of the base model");
        }
        if (!Arrays.equals(weight.floats(), tensor.floats())) {
            throw new BadAdapter(file + " was trained on another base model than this one: its " + key + " differs");
        }
    }

    private static String bare(String key) {
        return key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : key;
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
