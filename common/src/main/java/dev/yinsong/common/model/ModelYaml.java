package dev.yinsong.common.model;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A hyperpyyaml file, read for its numbers and never run.
 *
 * <p>Tags are data here: {@code !new:x} and {@code !name:x} are mappings whose class is a string to look at,
 * {@code !ref <a>} stands for the entry it names, and what {@code !apply:x} would compute is refused when it is asked
 * for. A reference may be one product, sum, difference or quotient of two numbers; longer formulas are refused.
 */
public final class ModelYaml {

    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_REFERENCES = 16;
    private static final String OPERAND = "(<[^<>]+>|[-+0-9.eE]+)";
    private static final Pattern REFERENCE = Pattern.compile("<([^<>]+)>");
    private static final Pattern FORMULA = Pattern.compile(OPERAND + "\\s*(\\*|\\+|-|//|/)\\s*" + OPERAND);
    private static final Pattern STEP = Pattern.compile("[.\\[\\]]+");

    private final String source;
    private final MappingNode root;

    private ModelYaml(String source, MappingNode root) {
        this.source = source;
        this.root = root;
    }

    /**
     * Reads a file.
     *
     * @throws BadModel when it is not a YAML mapping
     */
    public static YamlSection read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new BadModel(file + " is longer than " + MAX_BYTES + " bytes");
            }
            return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Reads a text; {@code source} names it in messages. */
    public static YamlSection parse(String source, String text) {
        var options = new LoaderOptions();
        options.setCodePointLimit(MAX_BYTES);
        options.setNestingDepthLimit(40);
        try {
            if (new Yaml(options).compose(new StringReader(text)) instanceof MappingNode root) {
                return new YamlSection(new ModelYaml(source, root), "", root);
            }
        } catch (YAMLException e) {
            throw new BadModel(source + " is not YAML: " + e.getMessage(), e);
        }
        throw new BadModel(source + " is not a mapping");
    }

    String source() {
        return source;
    }

    /** The node that a node stands for: itself unless it is a reference. */
    Node resolve(String path, Node node) {
        for (int i = 0; i < MAX_REFERENCES; i++) {
            if (!(node instanceof ScalarNode scalar) || !isReference(scalar)) {
                return node;
            }
            var match = REFERENCE.matcher(scalar.getValue().strip());
            if (!match.matches()) {
                throw bad(path, "is the formula " + scalar.getValue() + ", which is not evaluated here");
            }
            node = target(path, match.group(1));
        }
        throw bad(path, "refers to itself");
    }

    /** The number that a node stands for. */
    double number(String path, Node node) {
        return number(path, node, 0);
    }

    private double number(String path, Node node, int depth) {
        if (depth > MAX_REFERENCES) {
            throw bad(path, "refers to itself");
        }
        if (!(node instanceof ScalarNode scalar)) {
            throw bad(path, "is not a number");
        }
        var text = scalar.getValue().strip();
        if (!isReference(scalar)) {
            return literal(path, scalar);
        }
        var formula = FORMULA.matcher(text);
        if (formula.matches()) {
            double left = operand(path, formula.group(1), depth);
            double right = operand(path, formula.group(3), depth);
            return switch (formula.group(2)) {
                case "*" -> left * right;
                case "+" -> left + right;
                case "-" -> left - right;
                case "//" -> Math.floor(left / right);
                default -> left / right;
            };
        }
        var reference = REFERENCE.matcher(text);
        if (reference.matches()) {
            return number(path, target(path, reference.group(1)), depth + 1);
        }
        throw bad(path, "is the formula " + text + ", which is not evaluated here");
    }

    private double operand(String path, String text, int depth) {
        var reference = REFERENCE.matcher(text);
        return reference.matches() ? number(path, target(path, reference.group(1)), depth + 1) : finite(path, text);
    }

    private double literal(String path, ScalarNode scalar) {
        var tag = scalar.getTag().getValue();
        if (tag.startsWith("!")) {
            throw bad(path, "is made by " + tag + ", which is never run");
        }
        return finite(path, scalar.getValue());
    }

    private double finite(String path, String text) {
        try {
            double value = Double.parseDouble(text.strip());
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new BadModel(source + ": " + path + " must be a number, is " + text, e);
        }
        throw bad(path, "must be a finite number, is " + text);
    }

    private Node target(String path, String name) {
        Node node = root;
        for (var step : STEP.split(name)) {
            var next = node instanceof MappingNode mapping ? child(mapping, step) : null;
            if (next == null) {
                throw bad(path, "refers to <" + name + ">, which the file does not define");
            }
            node = next;
        }
        return node;
    }

    /** The value of a mapping's key, or null; refuses a key that is there twice. */
    @Nullable
    Node child(MappingNode mapping, String key) {
        Node found = null;
        for (var entry : mapping.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode scalar
                    && scalar.getValue().equals(key)) {
                if (found != null) {
                    throw new BadModel(source + " has two entries named " + key);
                }
                found = entry.getValueNode();
            }
        }
        return found;
    }

    BadModel bad(String path, String what) {
        return new BadModel(source + ": " + path + " " + what);
    }

    private static boolean isReference(ScalarNode scalar) {
        var tag = scalar.getTag().getValue();
        return tag.equals("!ref") || tag.equals("!copy");
    }
}
