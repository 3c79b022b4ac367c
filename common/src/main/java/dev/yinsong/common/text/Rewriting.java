package dev.yinsong.common.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replacements, done one after the other. */
final class Rewriting {

    private record Rule(Pattern pattern, Function<MatchResult, String> words) {}

    private final List<Rule> rules = new ArrayList<>();

    Rewriting rule(String pattern, Function<MatchResult, String> words) {
        rules.add(new Rule(Pattern.compile(pattern, Pattern.UNICODE_CASE), words));
        return this;
    }

    String apply(String text) {
        var result = text;
        for (var rule : rules) {
            result =
                    rule.pattern.matcher(result).replaceAll(match -> Matcher.quoteReplacement(rule.words.apply(match)));
        }
        return result;
    }
}
