package dev.yinsong.common.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One mapping of a {@link ModelYaml}. What is missing or of the wrong kind is a {@link BadModel} that names the file and
 * the whole path of the key.
 */
public final class YamlSection {

    private final ModelYaml yaml;
    private final String path;
    private final MappingNode node;

    YamlSection(ModelYaml yaml, String path, MappingNode node) {
        this.yaml = yaml;
        this.path = path;
        this.node = node;
    }

    /** The class that a Python program would make of this mapping ({@code !new:} or {@code !name:}), or "". */
    public String className() {
        var tag = node.getTag().getValue();
        return tag.startsWith("!new:") || tag.startsWith("!name:") ? tag.substring(tag.indexOf(':') + 1) : "";
    }

    /** The mapping under a key. */
    public YamlSection section(String key) {
        if (value(key) instanceof MappingNode mapping) {
            if (mapping.getTag().getValue().startsWith("!apply:")) {
                throw yaml.bad(path(key), "is made by " + mapping.getTag().getValue() + ", which is never run");
            }
            return new YamlSection(yaml, path(key), mapping);
        }
        throw yaml.bad(path(key), "must be a mapping");
    }

    /** Whether the key is there and not null. */
    public boolean has(String key) {
        return find(key) != null;
    }

    public int integer(String key) {
        return whole(path(key), raw(key));
    }

    public int integer(String key, int whenAbsent) {
        return has(key) ? integer(key) : whenAbsent;
    }

    public double number(String key) {
        return yaml.number(path(key), raw(key));
    }

    public double number(String key, double whenAbsent) {
        return has(key) ? number(key) : whenAbsent;
    }

    public boolean flag(String key, boolean whenAbsent) {
        if (!has(key)) {
            return whenAbsent;
        }
        return switch (text(key)) {
            case "True", "true", "TRUE" -> true;
            case "False", "false", "FALSE" -> false;
            default -> throw yaml.bad(path(key), "must be True or False, is " + text(key));
        };
    }

    public String text(String key) {
        if (value(key) instanceof ScalarNode scalar) {
            if (scalar.getTag().getValue().startsWith("!")) {
                throw yaml.bad(path(key), "is made by " + scalar.getTag().getValue() + ", which is never run");
            }
            return scalar.getValue();
        }
        throw yaml.bad(path(key), "must be a text");
    }

    public String text(String key, String whenAbsent) {
        return has(key) ? text(key) : whenAbsent;
    }

    /** A list of whole numbers. */
    public List<Integer> integers(String key) {
        return integers(path(key), value(key));
    }

    public List<Integer> integers(String key, List<Integer> whenAbsent) {
        return has(key) ? integers(key) : whenAbsent;
    }

    /** A list of lists of whole numbers. */
    public List<List<Integer>> integerLists(String key) {
        var sequence = sequence(path(key), value(key));
        return sequence.getValue().stream()
                .map(inner -> integers(path(key), yaml.resolve(path(key), inner)))
                .toList();
    }

    public List<List<Integer>> integerLists(String key, List<List<Integer>> whenAbsent) {
        return has(key) ? integerLists(key) : whenAbsent;
    }

    /** How many elements a list has, whatever they are. */
    public int count(String key) {
        return sequence(path(key), value(key)).getValue().size();
    }

    /** A refusal of what stands under a key, which names the file and the key. */
    public BadModel bad(String key, String what) {
        return yaml.bad(path(key), what);
    }

    private List<Integer> integers(String where, Node list) {
        return sequence(where, list).getValue().stream()
                .map(element -> whole(where, element))
                .toList();
    }

    private SequenceNode sequence(String where, Node list) {
        if (list instanceof SequenceNode sequence) {
            return sequence;
        }
        throw yaml.bad(where, "must be a list");
    }

    private int whole(String where, Node value) {
        double number = yaml.number(where, value);
        if (number != (int) number) {
            throw yaml.bad(where, "must be a whole number, is " + number);
        }
        return (int) number;
    }

    private Node value(String key) {
        return yaml.resolve(path(key), raw(key));
    }

    private Node raw(String key) {
        var value = find(key);
        if (value == null) {
            throw yaml.bad(path(key), "is missing");
        }
        return value;
    }

    private @Nullable Node find(String key) {
        var value = yaml.child(node, key);
        return value == null || value.getTag().equals(Tag.NULL) ? null : value;
    }

    private String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
