package dev.yinsong.cli.doctor;

import dev.yinsong.common.tensorfile.SafeTensors;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tensors that a comparison must cover, of those that a folder of reference files has. */
final class RequiredTensors {

    private static final String LIST = "required-tensors.txt";

    private record Rule(String stem, Pattern name) {}

    private RequiredTensors() {}

    /** Their names, each after its file's stem: {@code flow.golden zs.mel}. In the order of the list, then the file's. */
    static Set<String> of(Path folder) {
        var names = new LinkedHashSet<String>();
        for (var rule : rules()) {
            file(folder, rule.stem)
                    .ifPresent(file -> SafeTensors.open(file).tensors().keySet().stream()
                            .filter(name -> rule.name.matcher(name).matches())
                            .forEach(name -> names.add(rule.stem + " " + name)));
        }
        return names;
    }

    /** {@code STEM.safetensors}, or the file of what is expected of other files. */
    private static Optional<Path> file(Path folder, String stem) {
        return Stream.of(stem + ".safetensors", stem + ".expected.safetensors")
                .map(folder::resolve)
                .filter(Files::exists)
                .findFirst();
    }

    private static List<Rule> rules() {
        var resource = Objects.requireNonNull(RequiredTensors.class.getResourceAsStream(LIST), LIST);
        try (var lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            var rules = new ArrayList<Rule>();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    var space = line.indexOf(' ');
                    rules.add(new Rule(
                            line.substring(0, space),
                            glob(line.substring(space + 1).strip())));
                }
            }
            return rules;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + LIST, e);
        }
    }

    private static Pattern glob(String glob) {
        return Pattern.compile(
                Stream.of(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }
}
