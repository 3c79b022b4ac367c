package dev.yinsong.common.text.english;

import dev.yinsong.common.text.spoken.Rewriting;
import dev.yinsong.common.text.spoken.Unit;
import java.util.regex.MatchResult;

/** Parts of a whole: {@code 3/4} is three quarters, {@code 1 1/2} is one and a half. */
final class Fractions {

    private static final String PARTS = "(?<part>\\d{1,3})/(?<whole>\\d{1,3})(?![\\d/]|\\.\\d)" + "(?:\\s?(?<unit>"
            + Unit.pattern(Unit::isEnglish) + "))?";

    private Fractions() {}

    static Rewriting addTo(Rewriting rules) {
        return rules.rule("(?<![\\d/])24/7(?![\\d/])", "twenty four seven")
                .rule("(?<![\\d/])9/11(?![\\d/])", "nine eleven")
                .rule("(?<![\\d/.,])(?<count>\\d{1,3}) " + PARTS, Fractions::mixed)
                .rule("(?<![\\d/.])" + PARTS, Fractions::simple);
    }

    private static String mixed(MatchResult match) {
        var part = match.group("part").equals("1") ? part(match).replaceFirst("^one", "a") : part(match);
        var unit = match.group("unit");
        return Numbers.cardinal(match.group("count")) + " and " + part
                + (unit == null ? "" : " " + Unit.of(unit).many());
    }

    private static String simple(MatchResult match) {
        var unit = match.group("unit");
        return part(match) + (unit == null ? "" : " " + Unit.of(unit).one());
    }

    private static String part(MatchResult match) {
        var part = Numbers.cardinal(match.group("part"));
        var whole = match.group("whole");
        boolean one = match.group("part").equals("1");
        return switch (whole) {
            case "0", "1" -> part + " over " + Numbers.cardinal(whole);
            case "2" -> part + (one ? " half" : " halves");
            case "4" -> part + (one ? " quarter" : " quarters");
            default ->
                whole.startsWith("0")
                        ? part + " slash " + Numbers.cardinal(whole)
                        : part + " " + Numbers.ordinal(whole) + (one ? "" : "s");
        };
    }
}
