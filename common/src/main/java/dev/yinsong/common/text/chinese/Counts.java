package dev.yinsong.common.text.chinese;

import dev.yinsong.common.text.spoken.Rewriting;
import dev.yinsong.common.text.spoken.Shapes;
import dev.yinsong.common.text.spoken.Unit;
import java.util.regex.MatchResult;

/** How many of something, which one, and which part: measure words turn 二 into 两, 第 makes an ordinal. */
final class Counts {

    private static final String FIRST = "(?<![\\d/.])";
    private static final String PARTS = "(?<part>\\d{1,4})\\s?/\\s?(?<whole>\\d{1,4})(?![\\d/]|\\.\\d)"
            + "(?:\\s?(?<unit>" + Unit.pattern(Unit::isChinese) + "))?";

    private Counts() {}

    static Rewriting addTo(Rewriting rules) {
        return rules.rule("第\\s?(" + Shapes.NUMBER + ")", match -> "第" + Numbers.cardinal(match.group(1)))
                .rule("(?<![A-Za-z])[Nn][Oo]\\.\\s?(\\d++)", match -> "第" + Numbers.cardinal(match.group(1)))
                .rule(
                        Shapes.START + "(\\d)\\.(\\d)\\s?折",
                        match -> Numbers.digits(match.group(1) + match.group(2)) + "折")
                .rule(FIRST + "(?<mark>\\d{1,3})\\s?/\\s?(?<most>5|10|100)\\s?分(?![之钟])", Counts::mark)
                .rule(FIRST + "(?<count>\\d{1,3}) " + PARTS, Counts::mixed)
                .rule(FIRST + PARTS, Counts::part)
                .rule(
                        Shapes.START + "(\\d+0)\\+\\s?(?=" + MeasureWords.ANY + "|\\p{IsHan})",
                        match -> Numbers.cardinal(match.group(1)) + "多")
                .rule("(?<=\\d)\\s?[xX×*]\\s?(?=\\d)", "乘")
                .rule("(?<![\\d.,点])2(?=\\s?" + MeasureWords.ANY + ")", "两");
    }

    /** {@code 6/10 分}: six marks of ten. */
    private static String mark(MatchResult match) {
        return Numbers.amount(match.group("mark")) + "分，满分" + Numbers.cardinal(match.group("most")) + "分";
    }

    private static String mixed(MatchResult match) {
        return Numbers.cardinal(match.group("count")) + "又" + part(match);
    }

    private static String part(MatchResult match) {
        var unit = match.group("unit");
        return Numbers.cardinal(match.group("whole")) + "分之" + Numbers.cardinal(match.group("part"))
                + (unit == null ? "" : Unit.of(unit).chinese());
    }
}
