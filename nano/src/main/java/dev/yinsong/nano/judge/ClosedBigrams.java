package dev.yinsong.nano.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A language model of the very sentences that are judged: pairs of words with absolute discounting (Ney et al., 1994).
 *
 * <p>It makes up for the recogniser's age, so that what is left of its errors tells of the voice.
 */
final class ClosedBigrams {

    private static final double DISCOUNT = 0.5;
    private static final String START = "<s>", END = "</s>";

    private final Map<String, Integer> words = new TreeMap<>();
    private final Map<String, Map<String, Integer>> pairs = new TreeMap<>();

    ClosedBigrams(List<List<String>> sentences) {
        for (var sentence : sentences) {
            String before = START;
            words.merge(START, 1, Integer::sum);
            for (String word : withEnd(sentence)) {
                words.merge(word, 1, Integer::sum);
                pairs.computeIfAbsent(before, key -> new TreeMap<>()).merge(word, 1, Integer::sum);
                before = word;
            }
        }
    }

    private static List<String> withEnd(List<String> sentence) {
        var words = new ArrayList<>(sentence);
        words.add(END);
        return words;
    }

    /** Writes the model in the ARPA format. */
    void write(Path file) throws IOException {
        int total = words.values().stream().mapToInt(Integer::intValue).sum();
        var singles = new HashMap<String, Double>();
        words.forEach((word, count) -> singles.put(word, (double) count / total));
        var one = new ArrayList<String>();
        var two = new ArrayList<String>();
        for (String word : words.keySet()) {
            var followers = pairs.getOrDefault(word, Map.of());
            one.add(line(singles.getOrDefault(word, 0.0), word) + " " + log(backOff(followers, singles)));
            int count = followers.values().stream().mapToInt(Integer::intValue).sum();
            followers.forEach((next, times) -> two.add(line((times - DISCOUNT) / count, word + " " + next)));
        }
        var lines = new ArrayList<>(List.of("\\data\\", "ngram 1=" + one.size(), "ngram 2=" + two.size(), ""));
        lines.add("\\1-grams:");
        lines.addAll(one);
        lines.addAll(List.of("", "\\2-grams:"));
        lines.addAll(two);
        lines.addAll(List.of("", "\\end\\"));
        Files.write(file, lines);
    }

    private static double backOff(Map<String, Integer> followers, Map<String, Double> singles) {
        if (followers.isEmpty()) {
            return 1;
        }
        int count = followers.values().stream().mapToInt(Integer::intValue).sum();
        double kept = followers.keySet().stream()
                .mapToDouble(word -> singles.getOrDefault(word, 0.0))
                .sum();
        return DISCOUNT * followers.size() / count / (1 - kept);
    }

    private static String line(double probability, String words) {
        return log(probability) + " " + words;
    }

    private static String log(double value) {
        return String.format(Locale.ROOT, "%.4f", Math.log10(value));
    }
}
