package dev.yinsong.common.text.english;

import dev.yinsong.common.text.spoken.CalendarNames;
import dev.yinsong.common.text.spoken.Rewriting;
import dev.yinsong.common.text.spoken.Shapes;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.regex.MatchResult;

/** Days, years, decades and spans of weekdays. */
final class Dates {

    private static final String NUMBERED_MONTH = "(?<month>\\d{1,2})";
    private static final String NUMBERED_DAY = "(?<day>\\d{1,2})";
    private static final String NUMBERED_YEAR = "(?<year>\\d{4})";
    private static final String ALONE = "(?<![\\d/-])";
    private static final String COMPLETE = "(?![\\d/-])";

    private static final String NAMED_MONTH = Shapes.named("month", CalendarNames.MONTH);
    private static final String DAY = "(?<day>[0-2]?\\d|3[01])(?:st|nd|rd|th)?";
    private static final String YEAR = ",? (?<year>1\\d{3}|20\\d\\d)(?!\\d|[.,]\\d)";
    private static final String NO_TIME = "(?!\\d|[:.,/]\\d|\\s?[ap]\\.?m\\b|%)";

    private static final String WEEKDAY = "(" + CalendarNames.WEEKDAY + ")";

    private Dates() {}

    static Rewriting addTo(Rewriting rules) {
        return rules.rule(
                        ALONE + NUMBERED_YEAR + "([-/.])" + NUMBERED_MONTH + "\\2" + NUMBERED_DAY + COMPLETE,
                        Dates::numbers)
                .rule(ALONE + NUMBERED_MONTH + "/" + NUMBERED_DAY + "/" + NUMBERED_YEAR + COMPLETE, Dates::american)
                .rule("\\b" + NAMED_MONTH + " " + DAY + YEAR, Dates::namedWithYear)
                .rule("\\b" + DAY + " " + NAMED_MONTH + YEAR, Dates::namedWithYear)
                .rule("\\b" + NAMED_MONTH + " " + DAY + NO_TIME, Dates::named)
                .rule(
                        "\\b" + DAY + " " + NAMED_MONTH + "(?![a-z])",
                        match -> "the " + day(match) + " of " + month(match))
                .rule("\\b" + WEEKDAY + "\\.?\\s?[-–]\\s?" + WEEKDAY + "\\b\\.?", Dates::week)
                .rule("\\b((?:1\\d|20)\\d0)s\\b", match -> plural(Numbers.year(match.group(1))))
                .rule("(?<![\\w.])'?([2-9]0)'?s\\b", match -> plural(Numbers.cardinal(match.group(1))));
    }

    /** A year that stands alone; what is written otherwise has been read by then. */
    static Rewriting addYearsTo(Rewriting rules) {
        return rules.rule(
                "(?<![\\d.,$A-Za-z])(1[1-9]\\d\\d|20\\d\\d)(?![\\dA-Za-z]|[.,]\\d)",
                match -> Numbers.year(match.group(1)));
    }

    private static String numbers(MatchResult match) {
        int month = Integer.parseInt(match.group("month"));
        int day = Integer.parseInt(match.group("day"));
        return isDay(month, day) ? date(month, day, match.group("year")) : match.group();
    }

    /** Month first, as in America, unless only the other order makes a day. */
    private static String american(MatchResult match) {
        int first = Integer.parseInt(match.group("month"));
        int second = Integer.parseInt(match.group("day"));
        var year = match.group("year");
        if (isDay(first, second)) {
            return date(first, second, year);
        }
        return isDay(second, first) ? date(second, first, year) : match.group();
    }

    private static boolean isDay(int month, int day) {
        return month >= 1 && month <= 12 && day >= 1 && day <= Month.of(month).maxLength();
    }

    private static String date(int month, int day, String year) {
        return name(Month.of(month)) + " " + Numbers.ordinal(Integer.toString(day)) + ", " + Numbers.year(year);
    }

    private static String namedWithYear(MatchResult match) {
        return named(match) + ", " + Numbers.year(match.group("year"));
    }

    private static String named(MatchResult match) {
        return month(match) + " " + day(match);
    }

    private static String month(MatchResult match) {
        return name(CalendarNames.month(match.group("month")));
    }

    private static String name(Month month) {
        return month.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private static String day(MatchResult match) {
        return Numbers.ordinal(Integer.toString(Integer.parseInt(match.group("day"))));
    }

    private static String week(MatchResult match) {
        return weekday(match.group(1)) + " to " + weekday(match.group(2));
    }

    private static String weekday(String name) {
        return CalendarNames.weekday(name).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    /** Eighty: eighties. */
    private static String plural(String words) {
        return words.endsWith("y") ? words.substring(0, words.length() - 1) + "ies" : words + "s";
    }
}
