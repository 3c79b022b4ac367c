package dev.yinsong.common.text.spoken;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replacements, done one after the other. Safe to share once all rules are added.
 *
 * <p>Rules must look at each character a bounded number of times: use possessive quantifiers, and begin with something
 * that stands only at the start of what is sought ({@link Shapes#START}).
 */
public final class Rewriting {

    private static final int MOST_ROUNDS = 8; // two are the rule, heaps of signs take four

    private record Rule(Pattern pattern, Function<MatchResult, String> words, boolean apart) {}

    private final List<Rule> rules = new ArrayList<>();
    private final boolean apart;

    private Rewriting(boolean apart) {
        this.apart = apart;
    }

    /** For a script with blanks: what is put in is kept apart from letters and digits beside it. */
    public static Rewriting ofWords() {
        return new Rewriting(true);
    }

    /** For a script without blanks. */
    public static Rewriting ofCharacters() {
        return new Rewriting(false);
    }

    /** Replaces what matches by what {@code words} makes of it; that may be the match itself, to leave it alone. */
    public Rewriting rule(String pattern, Function<MatchResult, String> words) {
        rules.add(new Rule(Pattern.compile(pattern), words, apart));
        return this;
    }

    /** Replaces what matches by always the same. */
    public Rewriting rule(String pattern, String words) {
        return rule(pattern, match -> words);
    }

    /** All rules of another one, after those that are here. */
    public Rewriting then(Rewriting other) {
        rules.addAll(other.rules);
        return this;
    }

    public String apply(String text) {
        var result = text;
        for (var rule : rules) {
            result = replaced(result, rule);
        }
        return result;
    }

    /**
     * Applies the rules to a text in plain signs until they change nothing more, so that a sign that was taken out does
     * not hide a match from the rules before it.
     */
    public String settle(String text) {
        var before = text;
        var after = round(before);
        for (int round = 1; round < MOST_ROUNDS && !after.equals(before); round++) {
            before = after;
            after = round(before);
        }
        return after;
    }

    private String round(String text) {
        return apply(Typography.plain(text).strip()).strip();
    }

    /** What the rules look for, in their order. */
    public List<Pattern> patterns() {
        return rules.stream().map(Rule::pattern).toList();
    }

    private static String replaced(String text, Rule rule) {
        return rule.pattern.matcher(text).replaceAll(match -> {
            var words = rule.words.apply(match);
            return Matcher.quoteReplacement(rule.apart ? apart(words, text, match) : words);
        });
    }

    private static String apart(String words, String text, MatchResult match) {
        if (words.isEmpty() || words.equals(match.group())) {
            return words;
        }
        boolean before = match.start() > 0 && join(text.charAt(match.start() - 1), words.charAt(0));
        boolean after = match.end() < text.length() && join(words.charAt(words.length() - 1), text.charAt(match.end()));
        return (before ? " " : "") + words + (after ? " " : "");
    }

    private static boolean join(char left, char right) {
        return Character.isLetterOrDigit(left) && Character.isLetterOrDigit(right);
    }
}
