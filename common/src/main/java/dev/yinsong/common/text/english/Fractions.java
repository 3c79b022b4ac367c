package dev.yinsong.common.text.english;

import dev.yinsong.common.text.spoken.Rewriting;
import dev.yinsong.common.text.spoken.Unit;
import java.math.BigDecimal;
import java.util.regex.MatchResult;

/** Parts of a whole: {@code 3/4} is three quarters, {@code 1 1/2} is one and a half. */
final class Fractions {

    private static final String PARTS = "(?<part>\\d{1,3})/(?<whole>10{3,4}|\\d{1,3})(?![\\d/]|\\.\\d)"
            + "(?:\\s?(?<unit>" + Unit.pattern(Unit::isEnglish) + ")" + Measures.SHORTENED + ")?";

    private Fractions() {}

    /** {@code 1-1/2} is one and a half, as long as no dash is taken for a span. */
    static Rewriting addHyphenatedTo(Rewriting rules) {
        return rules.rule("(?<![\\w/.,-])(\\d)-(?=[1-9]/[2-9](?![\\d/]))", match -> match.group(1) + " ");
    }

    static Rewriting addTo(Rewriting rules) {
        return rules.rule("(?<![\\d/])24/7(?![\\d/])", "twenty four seven")
                .rule("(?<![\\d/])24/7/365(?![\\d/])", "twenty four seven three sixty five")
                .rule("(?=/)(?<=(?<![\\d/.])\\d{1,2}(?:\\.\\d)?)/(?=(?:5|10) stars?\\b)", " out of ")
                .rule(
                        "(?=/)(?<=\\b(?:[Pp]art|[Pp]age|[Ss]tep|[Dd]ay|[Ee]pisode|[Cc]hapter) \\d{1,3})/(?=\\d{1,3}(?![\\d/]))",
                        " of ")
                .rule("(?<![\\d/])9/11(?![\\d/])", "nine eleven")
                .rule("(?<![\\d/.,])(20/20|50/50|[1-9]0/[1-9]0)(?![\\d/]|\\.\\d)", Fractions::pair)
                .rule("(?<![\\d/.,])(\\d{1,3}(?:\\.\\d)?)/(5|10|100)(?![\\d/]|\\.\\d| of\\b)", Fractions::mark)
                .rule("(?<![\\d/.,])(?<count>\\d{1,3}) " + PARTS, Fractions::mixed)
                .rule("(?<![\\d/.])" + PARTS, Fractions::simple);
    }

    /** {@code 50/50}, {@code 80/20}, {@code 20/20}: two numbers that share a hundred, or are the same. */
    private static String pair(MatchResult match) {
        int first = Integer.parseInt(match.group().substring(0, 2));
        int second = Integer.parseInt(match.group().substring(3));
        boolean pair = first + second == 100 || first == 20 && second == 20;
        return pair
                ? Numbers.cardinal(Integer.toString(first)) + " " + Numbers.cardinal(Integer.toString(second))
                : match.group();
    }

    /** {@code 4.5/5}, {@code 9/10}, {@code 10/10}: marks rather than parts; fewer than half may be either. */
    private static String mark(MatchResult match) {
        var mark = new BigDecimal(match.group(1));
        var most = new BigDecimal(match.group(2));
        boolean many = mark.compareTo(most) <= 0 && mark.add(mark).compareTo(most) > 0;
        boolean likely =
                mark.scale() > 0 || mark.equals(most) || many && !match.group(2).equals("5");
        return likely
                ? Numbers.cardinal(match.group(1)) + " out of " + Numbers.cardinal(match.group(2))
                : match.group();
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
        boolean pressure = whole.length() > 1 && Integer.parseInt(match.group("part")) > Integer.parseInt(whole);
        if (pressure) {
            return part + " over " + Numbers.cardinal(whole);
        }
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
