package dev.yinsong.common.model;

import dev.yinsong.common.tensorfile.SafeTensors;
import dev.yinsong.common.tensorfile.TensorEntry;
import dev.yinsong.common.tensorfile.TorchFile;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The speakers that a base model speaks as without any training: {@code spk2info}, a speaker vector under each name.
 *
 * <p>Upstream's {@code .pt} file keeps a dictionary a speaker, with the vector under {@code embedding}; one that holds
 * the vector itself, and a safetensors file of vectors, are read too.
 */
final class BaseSpeakers {

    private static final String VECTOR = "embedding";

    private BaseSpeakers() {}

    /**
     * Reads a file.
     *
     * @throws BadModel when a speaker has no vector, or one that is empty or not finite
     */
    static Map<String, float[]> read(Path file) {
        var speakers = new LinkedHashMap<String, float[]>();
        entries(file).forEach((name, entry) -> speakers.put(name, vector(file, name, entry)));
        return Collections.unmodifiableMap(speakers);
    }

    private static Map<String, ?> entries(Path file) {
        return file.toString().endsWith(".pt")
                ? TorchFile.open(file).entries()
                : SafeTensors.open(file).tensors();
    }

    private static float[] vector(Path file, String name, Object entry) {
        var found = entry instanceof Map<?, ?> information ? information.get(VECTOR) : entry;
        if (!(found instanceof TensorEntry tensor)) {
            throw new BadModel(file + " has no tensor " + VECTOR + " for the speaker " + name);
        }
        if (tensor.elements() == 0 || !tensor.finite()) {
            throw new BadModel(file + " has a speaker " + name + " whose vector is empty or not finite");
        }
        return tensor.floats();
    }
}
