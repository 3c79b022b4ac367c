package dev.yinsong.nano.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sentences from the rules of grammar.txt and the words of a lexicon. */
public final class Grammar {

    private static final Pattern ARTICLE = Pattern.compile("\\b(a|A) (?=[aeiou])");

    private final Map<String, List<String>> rules = new HashMap<>();

    /** @param lexicon the words of the rules that grammar.txt leaves open */
    public Grammar(Lexicon lexicon) {
        rules.putAll(lexicon.words());
        try (var in = Grammar.class.getResourceAsStream("grammar.txt");
                var lines = new BufferedReader(new InputStreamReader(require(in), StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> line.contains(" = ")).forEach(this::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        int split = line.indexOf(" = ");
        var alternatives = List.of(line.substring(split + 3).split(" \\| ", -1));
        rules.merge(line.substring(0, split).strip(), alternatives, (open, more) -> {
            var all = new ArrayList<>(open);
            all.addAll(more);
            return all;
        });
    }

    /** One sentence, with a capital at its start and its full stop. */
    public String sentence(RandomGenerator random) {
        var words = new StringBuilder();
        expand("start", random, words);
        String sentence = ARTICLE.matcher(words).replaceAll("$1n ");
        int first = sentence.startsWith("\"") ? 1 : 0;
        return sentence.substring(0, first)
                + Character.toUpperCase(sentence.charAt(first))
                + sentence.substring(first + 1);
    }

    private void expand(String rule, RandomGenerator random, StringBuilder out) {
        List<String> alternatives = rules.get(rule);
        if (alternatives == null || alternatives.isEmpty()) {
            throw new IllegalArgumentException("grammar has no words for <" + rule + ">");
        }
        String chosen = alternatives.get(random.nextInt(alternatives.size()));
        int at = 0;
        for (int open = chosen.indexOf('<'); open >= 0; open = chosen.indexOf('<', at)) {
            int close = chosen.indexOf('>', open);
            out.append(chosen, at, open);
            expand(chosen.substring(open + 1, close), random, out);
            at = close + 1;
        }
        out.append(chosen, at, chosen.length());
    }

    private static <T> T require(@Nullable T resource) {
        if (resource == null) {
            throw new IllegalStateException("grammar.txt is not on the class path");
        }
        return resource;
    }
}
