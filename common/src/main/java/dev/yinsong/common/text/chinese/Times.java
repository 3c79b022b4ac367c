package dev.yinsong.common.text.chinese;

import dev.yinsong.common.text.spoken.PhoneNumbers;
import dev.yinsong.common.text.spoken.Rewriting;
import dev.yinsong.common.text.spoken.Unit;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;

/** The time of day, minutes and seconds, and scores, which look like times: {@code 3:02} is 三点零二分, {@code 3:2} 三比二. */
final class Times {

    private static final String SCORED = "(?<=(?:比分|比例|比率|赔率|总分|战平|战胜|击败|以)[是为:：]?\\s?)";
    private static final String HOUR = "(?<![\\d.,])(?<!\\d\\s?[:：])(?<hour>[01]?\\d|2[0-4])";
    /** The time of day is said already: 今晚8:00pm. */
    private static final String NAMED = "(?<=(?:早上|早晨|上午|中午|下午|傍晚|晚上|今晚|明晚|昨晚|凌晨)\\s?)";

    private static final String MINUTE = "[:：](?<minute>[0-5]\\d)";
    private static final String PER = "(?:\\s?/\\s?(?<per>" + Unit.pattern(Unit::isChinese) + "))?";

    private Times() {}

    static Rewriting addTo(Rewriting rules) {
        return rules.rule(SCORED + "\\d{1,3}(?:\\s?[:：]\\s?\\d{1,3}){1,3}(?!\\d)", Times::scores)
                .rule(NAMED + HOUR + "(?:" + MINUTE + ")?\\s?[aApP]\\.?[mM]\\b\\.?", Times::clock)
                .rule(HOUR + "(?:" + MINUTE + ")?\\s?(?<half>[aApP])\\.?[mM]\\b\\.?", Times::ofHalfDay)
                .rule(HOUR + MINUTE + "(?:[:：](?<second>[0-5]\\d))?+(?![\\d:：])", Times::ofDay)
                .rule("(?<![\\d.])(?<!\\d\\s?[:：])(\\d{1,3})\\s?[:：]\\s?(\\d{1,6})(?![\\d:：]|\\.\\d)", Times::score)
                .rule("(?<![\\d.:])(?<minute>\\d{1,3})'\\s?(?<second>\\d{1,2})\"" + PER, Times::length);
    }

    /** Two numbers or more. */
    private static String scores(MatchResult match) {
        return PhoneNumbers.groups(match.group()).stream()
                .map(Numbers::cardinal)
                .collect(Collectors.joining("比"));
    }

    private static String score(MatchResult match) {
        return Numbers.cardinal(match.group(1)) + "比" + Numbers.cardinal(match.group(2));
    }

    private static String ofDay(MatchResult match) {
        var second = match.group("second");
        if (second == null) {
            return clock(match);
        }
        return hour(match) + padded(match.group("minute")) + "分" + padded(second) + "秒";
    }

    private static String ofHalfDay(MatchResult match) {
        int hour = Integer.parseInt(match.group("hour"));
        boolean morning = match.group("half").equalsIgnoreCase("a");
        return (morning ? hour < 6 || hour == 12 ? "凌晨" : "上午" : hour == 12 ? "中午" : hour < 6 ? "下午" : "晚上")
                + clock(match);
    }

    private static String clock(MatchResult match) {
        var minute = match.group("minute");
        boolean full = minute == null || minute.equals("00");
        return hour(match) + (full ? "" : padded(minute) + "分");
    }

    private static String hour(MatchResult match) {
        return Numbers.amount(Integer.toString(Integer.parseInt(match.group("hour")))) + "点";
    }

    private static String padded(String digits) {
        return (digits.startsWith("0") && !digits.equals("00") ? "零" : "") + Numbers.unpadded(digits);
    }

    private static String length(MatchResult match) {
        var per = match.group("per");
        return (per == null ? "" : "每" + Unit.of(per).chinese()) + Numbers.amount(match.group("minute")) + "分"
                + Numbers.unpadded(match.group("second")) + "秒";
    }
}
