package dev.yinsong.common.text.chinese;

import dev.yinsong.common.text.spoken.CalendarNames;
import dev.yinsong.common.text.spoken.Rewriting;
import dev.yinsong.common.text.spoken.Shapes;
import java.util.regex.MatchResult;

/** Years, days and weekdays: {@code 2024-03-15} is 二零二四年三月十五日. */
final class Dates {

    private static final String YEAR = "(?<year>\\d{4})";
    private static final String MONTH = "(?<month>0?[1-9]|1[0-2])";
    private static final String DAY = "(?<day>[0-2]?\\d|3[01])";
    private static final String WEEKDAY = "(" + CalendarNames.WEEKDAY + ")";
    private static final String TO = "\\s?[-–~—至到]\\s?";

    /** Four digits that are a year rather than how many years: 1000年 is a thousand years. */
    private static final String LIKELY_YEAR =
            "(?!1000)(?<!距今约?\\s?)(?:1\\d{3}|2[01]\\d\\d)" + "(?=\\s?年(?!的?(?:历史|歷史|文明|文化|之久)))";

    /** 5月1日-5月3日 */
    private static final String SPAN_OF_DAYS = "(?<=\\d\\s?[年月日号])\\s?[-–—~]\\s?(?=\\d{1,4}\\s?[年月])";

    /** 上午9点-下午5点 */
    private static final String SPAN_OF_HOURS =
            "(?<=\\d\\s?点|\\d:\\d{2}|\\d分)\\s?[-–—~]\\s?" + "(?=(?:凌晨|早上|上午|中午|下午|傍晚|晚上?|次日|周[一二三四五六日])\\s?\\d)";

    /** 2024巴黎奥运会 */
    private static final String YEAR_OF_AN_EVENT = "(?<![\\d.])(?<!\\d[-–—~到至/])(?:19|20)\\d{2}(?=\\s?"
            + "(?:届|款|版|赛季|财年|新款|春晚|世界杯|欧洲杯|亚洲杯|\\p{IsHan}{0,3}(?:奥运|冬奥|亚运|世博|大选|總統)))";

    /** 08年, or 98年5月. */
    private static final String SHORT_YEAR =
            "(?:0\\d|\\d{2}(?=\\s?年\\s?\\d{1,2}\\s?月)|[5-9]\\d(?=\\s?年(?:出生|毕业|入学)))(?=\\s?年)";

    private static final String WEEKDAYS = "一二三四五六日";

    private Dates() {}

    static Rewriting addTo(Rewriting rules) {
        rules.rule(SPAN_OF_DAYS, "到")
                .rule(SPAN_OF_HOURS, "到")
                .rule(YEAR_OF_AN_EVENT, match -> Numbers.digits(match.group()))
                .rule("(?<=公元前?\\s?)\\d{3,4}(?=\\s?年)", match -> Numbers.digits(match.group()));
        return rules.rule("(?<![\\d/.-])" + YEAR + "([-/.])" + MONTH + "\\2" + DAY + "(?![\\d/.-])", Dates::date)
                .rule("(?<!\\d)((?:19|20)\\d{2})[-/–](\\d{2})(?=\\s?(?:赛季|学年|年度|财年))", Dates::years)
                .rule(
                        "(?<![\\d/])((?:19|20)\\d{2})/" + MONTH + "(?![\\d/])",
                        match -> Numbers.digits(match.group(1)) + "年" + Numbers.unpadded(match.group("month")) + "月")
                .rule(
                        "(?<!\\d)((?:19|20)\\d{2})(?:(?=\\s?(?:Q[1-4]|H[12])(?!\\w))|[-–—](?=[）)]))",
                        match -> Numbers.digits(match.group(1)))
                .rule("(?<=Q[1-4])\\s?[-–~]\\s?(?=Q[1-4])", "到")
                .rule("'([2-9]0)s(?![A-Za-z])", match -> Numbers.cardinal(match.group(1)) + "年代")
                .rule("'(\\d{2})(?=\\s?年)", match -> Numbers.digits(match.group(1)))
                .rule("(?<!\\d)(\\d{4})" + TO + "(\\d{4})(?=\\s?年)", Dates::years)
                .rule(
                        "(?<![\\d.])((?:19|20)\\d{2})" + TO + "((?:19|20)\\d{2})(?![\\d.:%]|\\s?" + MeasureWords.ANY
                                + ")",
                        Dates::years)
                .rule("(?<!\\d)(?:[5-9]\\d|[01]\\d)(?=后(?![面来边天年月]))", match -> Numbers.digits(match.group()))
                .rule("(?<!\\d)" + LIKELY_YEAR, match -> Numbers.digits(match.group()))
                .rule("(?<!\\d)" + SHORT_YEAR, match -> Numbers.digits(match.group()))
                .rule("(?<!\\d)" + MONTH + "\\s?月\\s?" + DAY + "(?=\\s?[日号])", Dates::monthAndDay)
                .rule("(?<!\\d)0(\\d)(?=\\s?[月日号])", match -> Numbers.cardinal(match.group(1)))
                .rule(
                        "(?<![A-Za-z])" + Shapes.named("name", CalendarNames.MONTH) + " ?" + DAY
                                + "(?:st|nd|rd|th)?(?![\\w:.])",
                        Dates::english)
                .rule("\\b" + WEEKDAY + "\\.?\\s?[-–~]\\s?" + WEEKDAY + "\\b\\.?", Dates::week);
    }

    private static String date(MatchResult match) {
        return Numbers.digits(match.group("year")) + "年" + monthAndDay(match) + "日";
    }

    private static String years(MatchResult match) {
        return Numbers.digits(match.group(1)) + "到" + Numbers.digits(match.group(2));
    }

    private static String monthAndDay(MatchResult match) {
        return Numbers.unpadded(match.group("month")) + "月" + Numbers.unpadded(match.group("day"));
    }

    /** {@code Dec. 25th} in a Chinese line. */
    private static String english(MatchResult match) {
        int month = CalendarNames.month(match.group("name")).getValue();
        return Numbers.cardinal(Integer.toString(month)) + "月" + Numbers.unpadded(match.group("day")) + "日";
    }

    private static String week(MatchResult match) {
        return weekday(match.group(1)) + "到" + weekday(match.group(2));
    }

    private static String weekday(String name) {
        return "周" + WEEKDAYS.charAt(CalendarNames.weekday(name).getValue() - 1);
    }
}
