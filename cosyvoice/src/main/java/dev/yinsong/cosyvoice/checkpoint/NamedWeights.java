package dev.yinsong.cosyvoice.checkpoint;

import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.cosyvoice.config.Network;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Weights of a file, with the file's own name of each. */
record NamedWeights(
        Network network,
        String source,
        Map<String, TensorEntry> tensors,
        List<String> strangers,
        Map<String, String> names)
        implements WeightSource {

    NamedWeights {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        names = Map.copyOf(names);
    }

    @Override
    public String nameInFile(String canonical) {
        return names.getOrDefault(canonical, canonical);
    }
}
