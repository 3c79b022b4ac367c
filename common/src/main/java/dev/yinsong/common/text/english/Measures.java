package dev.yinsong.common.text.english;

import dev.yinsong.common.text.spoken.Rewriting;
import dev.yinsong.common.text.spoken.Shapes;
import dev.yinsong.common.text.spoken.Unit;
import java.util.regex.MatchResult;

/** Percentages, numbers with units, and rates: {@code 5 km/h} is five kilometers per hour. */
final class Measures {

    private static final String NUMBER = "(?<!/)" + Shapes.START + Shapes.named("number", Shapes.NUMBER);
    private static final String UNIT = Unit.pattern(Unit::isEnglish);

    private Measures() {}

    static Rewriting addTo(Rewriting rules) {
        return rules.rule(NUMBER + "\\s?%", match -> Numbers.cardinal(match.group("number")) + " percent")
                .rule(NUMBER + "\\s?‰", match -> Numbers.cardinal(match.group("number")) + " per mille")
                .rule(NUMBER + "'\\s?(?<small>\\d{1,2})\"", Measures::feetAndInches)
                .rule(NUMBER + "[\\s-]?(?<unit>" + UNIT + ")/(?<per>" + UNIT + ")", Measures::rate)
                // A plural s beside the number is no second: 747s.
                .rule(NUMBER + "(?!s\\b)[\\s-]?(?<unit>" + UNIT + ")", Measures::measure);
    }

    private static String measure(MatchResult match) {
        var unit = Unit.of(match.group("unit"));
        var number = match.group("number");
        return Numbers.cardinal(number) + " " + (number.equals("1") ? unit.one() : unit.many());
    }

    private static String rate(MatchResult match) {
        return measure(match) + " per " + Unit.of(match.group("per")).one();
    }

    private static String feetAndInches(MatchResult match) {
        var feet = match.group("number");
        var inches = match.group("small");
        return Numbers.cardinal(feet)
                + (feet.equals("1") ? " foot " : " feet ")
                + Numbers.unpadded(inches)
                + (inches.equals("1") ? " inch" : " inches");
    }
}
