package dev.yinsong.common.text.chinese;

import dev.yinsong.common.text.spoken.Rewriting;
import dev.yinsong.common.text.spoken.Shapes;
import dev.yinsong.common.text.spoken.Unit;
import java.util.regex.MatchResult;

/** Percentages, temperatures, numbers with units, and rates: {@code 60km/h} is 每小时六十公里. */
final class Measures {

    private static final String NUMBER = "(?<!/)" + Shapes.START + Shapes.named("number", Shapes.NUMBER);
    private static final String UNIT = Unit.pattern(Unit::isChinese);

    private Measures() {}

    static Rewriting addTo(Rewriting rules) {
        return rules.rule(NUMBER + "\\s?%", match -> "百分之" + percent(match.group("number")))
                .rule(NUMBER + "\\s?‰", match -> "千分之" + Numbers.cardinal(match.group("number")))
                .rule(NUMBER + "(?<more>\\+?)\\s?(?<unit>" + UNIT + ")\\s?/\\s?(?<per>" + UNIT + ")", Measures::rate)
                .rule(
                        NUMBER + "\\s?(?<unit>" + MeasureWords.ANY + ")/(?<per>" + MeasureWords.ANY + "|月|日)",
                        match -> "每" + match.group("per") + Numbers.amount(match.group("number")) + match.group("unit"))
                .rule(
                        NUMBER + "\\s?(?<unit>[KMGT]B)/s(?![A-Za-z])",
                        match -> "每秒" + Numbers.amount(match.group("number")) + match.group("unit"))
                // The s of iPhone 6s and F-16s is no second.
                .rule(
                        "(?<!iPhone )" + NUMBER + "(?!(?<=[A-Z]\\d{2,3})s(?![A-Za-z]))(?<more>\\+?)\\s?(?<unit>" + UNIT
                                + ")",
                        Measures::measure);
    }

    private static String percent(String number) {
        return number.equals("100") ? "百" : Numbers.cardinal(number);
    }

    private static String measure(MatchResult match) {
        var unit = Unit.of(match.group("unit"));
        return (unit.per().isEmpty() ? "" : "每" + unit.per()) + amount(match) + unit.chinese();
    }

    private static String rate(MatchResult match) {
        return "每" + Unit.of(match.group("per")).chinese() + measure(match);
    }

    private static String amount(MatchResult match) {
        return Numbers.amount(match.group("number")) + (match.group("more").isEmpty() ? "" : "多");
    }
}
