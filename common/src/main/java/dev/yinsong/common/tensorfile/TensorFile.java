package dev.yinsong.common.tensorfile;

import java.util.List;
import java.util.Map;

/** Named tensors of one file, in the file's order. Thread-safe; the mapping lives as long as anything that points into it. */
public sealed interface TensorFile permits SafeTensors, TorchFile {

    /** The file's name, for messages. */
    String source();

    /** Every tensor under its name, in the file's order. */
    Map<String, TensorEntry> tensors();

    /** The names in the file's order. */
    default List<String> names() {
        return List.copyOf(tensors().keySet());
    }

    /** Whether the file has a tensor of this name. */
    default boolean has(String name) {
        return tensors().containsKey(name);
    }

    /**
     * The tensor of this name.
     *
     * @throws IllegalArgumentException when there is none; the message names the file and the key
     */
    default TensorEntry tensor(String name) {
        var entry = tensors().get(name);
        if (entry == null) {
            throw new IllegalArgumentException(source() + " has no tensor named " + name);
        }
        return entry;
    }
}
