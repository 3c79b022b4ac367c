package dev.yinsong.nano.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Words of Debian's lists, sorted by what their endings suggest.
 *
 * <p>A word counts when both the spelling list (wamerican) and the pronouncing dictionary
 * (pocketsphinx-en-us) have it, so that abbreviations and rare inflections stay out.
 *
 * @param words rule name to words, sorted; the names are those that grammar.txt leaves open
 */
public record Lexicon(Map<String, List<String>> words) {

    private static final Path SPELLING = Path.of("/usr/share/dict/words");
    private static final Path PRONOUNCING = Path.of("/usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict");
    private static final Pattern PLAIN = Pattern.compile("[a-z]{2,11}");

    /** Endings of each rule; an empty ending takes every word. */
    private static final Map<String, Pattern> RULES = Map.of(
            "word", Pattern.compile("[a-z]+"),
            "ly", Pattern.compile("[a-z]{3,}[^aeou]ly"),
            "ed", Pattern.compile("[a-z]{2,}[^e]ed"),
            "ing", Pattern.compile("[a-z]{3,}ing"),
            "noun",
                    Pattern.compile(
                            "[a-z]{2,}(tion|ment|ness|er|or|age|ance|ence|ship|ure|ism|ist|ity|dom|al|et|le|ck|ge)"),
            "plural", Pattern.compile("[a-z]{3,}[^suia']s"),
            "fancy", Pattern.compile("[a-z]{2,}(ful|ous|ive|able|ible|ic|less|ish|ant|[^m]ent|ary|ial|[^tl]y)"));

    public Lexicon {
        words = Map.copyOf(words);
    }

    /** Reads the installed lists; names the package to install when one is missing. */
    public static Lexicon installed() throws IOException {
        return read(require(SPELLING, "wamerican"), require(PRONOUNCING, "pocketsphinx-en-us"));
    }

    /**
     * @param spelling one word a line
     * @param pronouncing a word and its phones a line
     */
    static Lexicon read(Path spelling, Path pronouncing) throws IOException {
        Set<String> pronounced = new HashSet<>();
        try (Stream<String> lines = Files.lines(pronouncing, StandardCharsets.UTF_8)) {
            lines.forEach(line -> pronounced.add(line.substring(0, Math.max(0, line.indexOf(' ')))));
        }
        List<String> known;
        try (Stream<String> lines = Files.lines(spelling, StandardCharsets.UTF_8)) {
            known = lines.filter(word -> PLAIN.matcher(word).matches() && pronounced.contains(word))
                    .sorted()
                    .distinct()
                    .toList();
        }
        Map<String, List<String>> words = new HashMap<>();
        RULES.forEach((rule, ending) -> words.put(
                rule,
                known.stream().filter(word -> ending.matcher(word).matches()).toList()));
        return new Lexicon(words);
    }

    private static Path require(Path file, String debianPackage) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException(
                    file + " is missing: install Debian's package " + debianPackage + " (nano/install-voices.sh)");
        }
        return file;
    }
}
