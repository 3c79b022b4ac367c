package dev.yinsong.nano.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How words can be said.
 *
 * @param words small letters to the ways of saying them, each a list of CMU's phones in capitals
 */
public record Pronunciations(Map<String, List<List<String>>> words) {

    static final Path FILE = Path.of("/usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict");

    /** Whether Debian's pocketsphinx-en-us is there. */
    public static boolean areInstalled() {
        return Files.isReadable(FILE);
    }

    /** The dictionary of Debian's pocketsphinx-en-us. */
    public static Pronunciations installed() throws IOException {
        var words = new LinkedHashMap<String, List<List<String>>>();
        for (String line : Files.readAllLines(FILE, StandardCharsets.UTF_8)) {
            String[] parts = line.strip().split("\\s+");
            String word = parts[0].replaceFirst("\\(\\d+\\)$", ""); // read(2) is another way of saying read
            words.computeIfAbsent(word, key -> new ArrayList<>())
                    .add(List.of(parts).subList(1, parts.length));
        }
        return new Pronunciations(words);
    }

    /** The words of a text, or nothing when one of them is unknown. */
    public Optional<List<String>> known(String text) {
        var found = new ArrayList<String>();
        for (String word :
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z']", " ").strip().split("\\s+")) {
            String plain = words.containsKey(word) ? word : word.replaceAll("^'+|'+$", "");
            if (!words.containsKey(plain)) {
                return Optional.empty();
            }
            found.add(plain);
        }
        return Optional.of(found);
    }

    /** All phones, sorted. */
    public List<String> phones() {
        return words.values().stream()
                .flatMap(List::stream)
                .flatMap(List::stream)
                .distinct()
                .sorted()
                .toList();
    }
}
