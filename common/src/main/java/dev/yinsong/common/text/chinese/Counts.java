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
                .rule("(?<![\\d/])24\\s?/\\s?7(?![\\d/])", "二十四乘七")
                .rule(FIRST + "(?<count>\\d{1,3}) " + PARTS, Counts::mixed)
                .rule(FIRST + PARTS, Counts::part)
                .rule(
                        Shapes.START + "(\\d+0)\\+\\s?(?=" + MeasureWords.ANY + "|\\p{IsHan})",
                        match -> Numbers.cardinal(match.group(1)) + "多")
                .rule("(?<=\\d)\\s?[xX×*]\\s?(?=\\d)", "乘")
                .rule("(?<=\\d\\s?米)[1-9]\\d(?!\\d|\\s?[米厘公%])", match -> Numbers.digits(match.group()))
                .rule("(?<![\\dA-Za-z.,点])2(?=\\s?(?:" + MeasureWords.ANY + "|[胜负平球]))", "两");
    }

    /** {@code 6/10 分}: six marks of ten. */
    private static String mark(MatchResult match) {
        return Numbers.amount(match.group("mark")) + "分，满分" + Numbers.cardinal(match.group("most")) + "分";
    }

    /** Two numbers rather than a part: those that share a hundred (80/20), and a pressure of the blood (120/80). */
    private static boolean isPair(int first, int second) {
        boolean shares = first + second == 100 && first % 10 == 0;
        return shares || second >= 10 && first > second;
    }

    private static String mixed(MatchResult match) {
        return Numbers.cardinal(match.group("count")) + "又" + part(match);
    }

    private static String part(MatchResult match) {
        var unit = match.group("unit");
        var part = match.group("part");
        var whole = match.group("whole");
        var said = isPair(Integer.parseInt(part), Integer.parseInt(whole))
                ? Numbers.cardinal(part) + "比" + Numbers.cardinal(whole)
                : parts(whole) + "分之" + Numbers.cardinal(part);
        return said + (unit == null ? "" : Unit.of(unit).chinese());
    }

    /** 百 and 千 are parts without 一. */
    private static String parts(String whole) {
        return whole.matches("10{2,3}") ? Numbers.cardinal(whole).substring(1) : Numbers.cardinal(whole);
    }
}
