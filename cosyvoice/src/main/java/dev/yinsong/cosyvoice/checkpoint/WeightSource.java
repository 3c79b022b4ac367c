package dev.yinsong.cosyvoice.checkpoint;

import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.common.tensorfile.TensorFile;
import dev.yinsong.common.tensorfile.TorchFile;
import dev.yinsong.cosyvoice.config.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A network's weights under the names that {@link dev.yinsong.cosyvoice.config.ExpectedKeys} uses. */
public interface WeightSource {

    /** Names that upstream's training leaves in a checkpoint beside the weights. */
    Set<String> TRAINING_COUNTERS = Set.of("epoch", "step");

    Network network();

    /** The file's name, for messages. */
    String source();

    /** Every tensor under its canonical name, in the file's order. */
    Map<String, TensorEntry> tensors();

    /** Names of entries that are no tensors and that nothing expects. */
    List<String> strangers();

    /** The name under which the file itself has a tensor. */
    String nameInFile(String canonical);

    /**
     * A {@code .pt} or {@code .safetensors} file, memory-mapped.
     *
     * @throws dev.yinsong.common.tensorfile.MalformedTensorFile when the file is damaged
     */
    static WeightSource open(Network network, Path file) {
        if (file.toString().endsWith(".safetensors")) {
            return of(network, SafeTensors.open(file), List.of());
        }
        var torch = TorchFile.open(file);
        var strangers = new ArrayList<>(torch.entries().keySet());
        strangers.removeAll(torch.tensors().keySet());
        strangers.removeAll(TRAINING_COUNTERS);
        return of(network, torch, strangers);
    }

    private static WeightSource of(Network network, TensorFile file, List<String> strangers) {
        var tensors = new LinkedHashMap<String, TensorEntry>();
        var names = new LinkedHashMap<String, String>();
        for (var tensor : file.tensors().values()) {
            var canonical = network == Network.HIFT ? canonicalHift(tensor.name()) : tensor.name();
            if (tensors.put(canonical, tensor.named(canonical)) != null) {
                throw new CheckpointMismatch(file.source() + " holds " + canonical + " twice, as "
                        + names.get(canonical) + " and as " + tensor.name());
            }
            names.put(canonical, tensor.name());
        }
        return new NamedWeights(network, file.source(), tensors, List.copyOf(strangers), names);
    }

    /** The vocoder's names before torch 2.1 and outside of the module that it was trained in. */
    private static String canonicalHift(String name) {
        var bare = name.startsWith("generator.") ? name.substring("generator.".length()) : name;
        return bare.replace(".parametrizations.weight.original0", ".weight_g")
                .replace(".parametrizations.weight.original1", ".weight_v");
    }
}
