package dev.yinsong.common.text.english;

import dev.yinsong.common.text.spoken.Rewriting;
import dev.yinsong.common.text.spoken.Shapes;
import dev.yinsong.common.text.spoken.Unit;
import java.util.regex.MatchResult;

/** Percentages, numbers with units, and rates: {@code 5 km/h} is five kilometers per hour. */
final class Measures {

    private static final String NUMBER =
            "(?=\\d)(?<!/)" + Shapes.START + Words.ARTICLE + Shapes.named("number", Shapes.NUMBER);
    private static final String UNIT = Unit.pattern(Unit::isEnglish);

    /** A full stop that only says that the unit is shortened: 2 lbs. of beef. */
    static final String SHORTENED =
            "(?:(?<=lb|lbs|oz|ft|yd|mi|hr|hrs|min|sec|tsp|[tT]bsp)\\.(?=,? [a-z(])|(?<=ft)\\.(?= \\d))?+";

    private Measures() {}

    static Rewriting addTo(Rewriting rules) {
        return rules.rule("(?<=\\d ?°) (?=[CF]\\b)", "")
                .rule("(?<=\\d)° ?([NSEW])\\b", match -> " degrees " + Streets.direction(match.group(1)))
                .rule(NUMBER + "\\s?%", match -> Numbers.cardinal(match.group("number")) + " percent")
                .rule(NUMBER + "\\s?‰", match -> Numbers.cardinal(match.group("number")) + " per mille")
                .rule(NUMBER + "'\\s?(?<small>\\d{1,2})\"", Measures::feetAndInches)
                .rule(
                        "(?=[3-7]')(?<![\\w.])" + Words.ARTICLE + "(?<number>[3-7])'(?<small>1[01]|\\d)(?![\\w'])",
                        Measures::feetAndInches)
                .rule(
                        "(?=\\d ?ft)(?<![\\w.])" + Words.ARTICLE
                                + "(?<number>\\d) ?ft\\.? (?<small>1[01]|\\d) ?in\\b(?:\\.(?=,| [a-z]))?+",
                        Measures::feetAndInches)
                .rule("(?<=\\d ?[Ll])/(?=100 ?km\\b)", " per ")
                .rule(
                        "(?<!\\d)(\\d{1,2}) ?h(?:rs?)? ?(\\d{1,2}) ?(?:m|min|mins)\\b",
                        match -> match.group(1) + " h " + match.group(2) + " min")
                .rule(
                        "(?<!\\d)(\\d{1,3}) ?m ?(\\d{1,2}) ?s\\b",
                        match -> match.group(1) + " min " + match.group(2) + " sec")
                .rule(NUMBER + "(?<joint>[\\s-]?)(?<unit>" + UNIT + ")/(?<per>" + UNIT + ")", Measures::rate)
                .rule(NUMBER + "(?: in\\.(?=,? [a-z]|,)|in\\b)", match -> counted(match, "inch", "inches"))
                // A plural s beside the number is no second: 747s.
                .rule(
                        NUMBER + "(?!(?<!\\.\\d{1,3})s\\b)(?<joint>[\\s-]?)(?<unit>" + UNIT + ")" + SHORTENED,
                        Measures::measure);
    }

    private static String measure(MatchResult match) {
        var unit = Unit.of(match.group("unit"));
        return counted(match, unit.one(), match.group("joint").equals("-") ? unit.one() : unit.many());
    }

    private static String counted(MatchResult match, String one, String many) {
        var number = match.group("number");
        boolean single = number.equals("1") || match.group("article") != null;
        return Numbers.cardinal(number) + " " + (single ? one : many);
    }

    private static String rate(MatchResult match) {
        return measure(match) + " per " + Unit.of(match.group("per")).one();
    }

    private static String feetAndInches(MatchResult match) {
        var inches = match.group("small");
        boolean single = inches.equals("1") || match.group("article") != null;
        return counted(match, "foot", "feet") + " " + Numbers.unpadded(inches) + (single ? " inch" : " inches");
    }
}
