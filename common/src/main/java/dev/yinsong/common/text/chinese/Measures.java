package dev.yinsong.common.text.chinese;

import dev.yinsong.common.text.spoken.Rewriting;
import dev.yinsong.common.text.spoken.Shapes;
import dev.yinsong.common.text.spoken.Unit;
import java.util.regex.MatchResult;

/** Percentages, temperatures, numbers with units, and rates: {@code 60km/h} is 每小时六十公里. */
final class Measures {

    private static final String NUMBER = "(?<!/)" + Shapes.START + Shapes.named("number", Shapes.NUMBER);
    private static final String UNIT = Unit.pattern(Unit::isChinese);

    /** No unit follows: the s of F-16s is no second, the d of 3d电影 no day, the g of 5g手机 no gram. */
    private static final String NAMES = "(?!(?<=[A-Z]\\d{2,3})s(?![A-Za-z]))(?!(?<=(?<![\\d.])[234])d(?![A-Za-z]))"
            + "(?!g(?=\\s?(?:网|信号|手机|时代|基站|套餐|内存|运存|显存|硬盘|存储|流量)))";

    private Measures() {}

    static Rewriting addTo(Rewriting rules) {
        rules.rule(
                "(?<=次方)\\s?(?<unit>" + UNIT + ")(?:\\s?/\\s?(?<per>" + UNIT + "))?",
                match -> Unit.of(match.group("unit")).chinese()
                        + (match.group("per") == null
                                ? ""
                                : "每" + Unit.of(match.group("per")).chinese()));
        return rules.rule(NUMBER + "\\s?%", match -> "百分之" + percent(match.group("number")))
                .rule(NUMBER + "\\s?‰", match -> "千分之" + Numbers.cardinal(match.group("number")))
                .rule(NUMBER + "(?<more>\\+?)\\s?(?<unit>" + UNIT + ")\\s?/\\s?(?<per>" + UNIT + ")", Measures::rate)
                .rule(
                        NUMBER + "\\s?(?<unit>" + MeasureWords.ANY + ")/(?<per>" + MeasureWords.ANY + "|月|日)",
                        match -> "每" + match.group("per") + Numbers.amount(match.group("number")) + match.group("unit"))
                .rule(
                        NUMBER + "\\s?(?<unit>[KMGT]B)/s(?![A-Za-z])",
                        match -> "每秒" + Numbers.amount(match.group("number")) + match.group("unit"))
                .rule(
                        "(?<!(?:iPhone|小米|红米)\\s?)" + NUMBER + NAMES + "(?<more>\\+?)\\s?(?<unit>" + UNIT + ")",
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
