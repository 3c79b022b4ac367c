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
    private static final String LAST_DAY = " ?[-–] ?(?<last>[0-2]?\\d|3[01])(?:st|nd|rd|th)?";
    private static final String YEAR = ",? (?<year>1\\d{3}|20\\d\\d)(?!\\d|[.,]\\d)";
    private static final String NO_TIME = "(?!\\d|[:.,/]\\d|\\s?[ap]\\.?m\\b|%)";

    /** 1066, which is ten sixty six only where it is clearly a year. */
    private static final String EARLY =
            "(?=10)(?<=\\b(?:[Ii]n|[Ss]ince|[Uu]ntil|year|AD|A\\.D\\.) )10\\d\\d(?=[.,;:!?)]?(?:\\s|$))(?! [a-z]+s\\b)"
                    + "|(?<![\\d.,$])10\\d\\d(?= (?:AD|A\\.D\\.|BC|B\\.C\\.|CE|BCE))";

    private static final String WEEKDAY = "(" + CalendarNames.WEEKDAY + ")";

    private Dates() {}

    /** In timetables: Mon: 9-5, Mon/Wed/Fri, Mon, Wed & Fri. */
    private static final String LISTED = "\\b(?<day>Mon|Wed|Sat|(?<![Tt]he )Sun)(?=: |/(?:Tue|Wed|Thu|Fri|Sat|Sun)\\b"
            + "|(?:,| &|, &| and|, and) (?:Tues?|Wed|Thurs?|Fri|Sat|Sun)\\b)";

    private static final String LAST_LISTED =
            "(?=[WS])(?<=\\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Monday|Tuesday|Wednesday|Thursday"
                    + "|Friday|Saturday)(?:/| & | and |, & |, ))(?<day>Wed|Sat|Sun)\\b";

    static Rewriting addTo(Rewriting rules) {
        return rules.rule("\\b" + WEEKDAY + "\\.?\\s?[-–]\\s?" + WEEKDAY + "\\b\\.?", Dates::week)
                .rule(
                        "\\b(?<day>Mon|Wed|Sat|(?<![Tt]he )Sun)\\b(?:\\.?(?=,? (?:\\d|" + CalendarNames.MONTH
                                + "))|\\.(?= [a-z&]))",
                        Dates::weekday)
                .rule(LISTED, Dates::weekday)
                .rule(LAST_LISTED, Dates::weekday)
                .rule("\\b(?<day>Tues?|Weds|Thu(?:rs?)?|Fri)\\b(?:\\.(?=,| [a-z\\d&]))?+", Dates::weekday)
                .rule("(?<![\\d/])((?:19|20)\\d\\d)/(\\d\\d)(?![\\d/])", Dates::season)
                .rule(
                        ALONE + NUMBERED_YEAR + "([-/.])" + NUMBERED_MONTH + "\\2" + NUMBERED_DAY + COMPLETE,
                        Dates::numbers)
                .rule(
                        ALONE + NUMBERED_MONTH + "([/-])" + NUMBERED_DAY + "\\2(?<year>\\d{4}|(?<=/)\\d{2})" + COMPLETE,
                        Dates::american)
                .rule(
                        "(?<![\\w.])" + NUMBERED_DAY + "\\." + NUMBERED_MONTH + "\\." + NUMBERED_YEAR
                                + "(?!\\w|\\.\\d)",
                        Dates::numbers)
                .rule("\\b(" + CalendarNames.MONTH + ") ?[-–] ?(" + CalendarNames.MONTH + ")(?![a-z])", Dates::months)
                .rule(
                        "(\\b" + CalendarNames.MONTH + " \\d{1,2}(?:st|nd|rd|th)?) ?[-–] ?(?=" + CalendarNames.MONTH
                                + " \\d)",
                        match -> match.group(1) + " to ")
                .rule("\\b" + NAMED_MONTH + " " + DAY + LAST_DAY + "(?:" + YEAR + ")?" + NO_TIME, Dates::days)
                .rule("\\b" + DAY + LAST_DAY + " " + NAMED_MONTH + "(?:" + YEAR + ")?", Dates::days)
                .rule("\\b" + NAMED_MONTH + " " + DAY + YEAR, Dates::namedWithYear)
                .rule("\\b" + DAY + " " + NAMED_MONTH + YEAR, Dates::namedWithYear)
                .rule("\\b" + NAMED_MONTH + " " + DAY + NO_TIME, Dates::named)
                .rule(
                        "\\b" + DAY + " " + NAMED_MONTH + "(?![a-z])",
                        match -> "the " + day(match) + " of " + month(match))
                .rule("\\b" + NAMED_MONTH + "(?= (?:'\\d{2}|1\\d{3}|20\\d{2})\\b)", Dates::month)
                .rule("\\b(?<month>Jan|Feb|Aug|Sept|Oct|Nov|Dec)\\.(?=,| [a-z])", Dates::month)
                .rule("(?<=\\s|^|\\()'(\\d\\d)(?![\\w'])", match -> shortYear(match.group(1)))
                .rule(
                        "(?=\\d)(?<=\\b(?:after|for|every|took|takes|within|wait|in|timeout(?: of| to| is)?) )(\\d{1,3})s\\b",
                        match -> match.group(1) + " sec")
                .rule("\\b((?:1\\d|20)\\d0)'?s\\b", match -> Numbers.plural(Numbers.year(match.group(1))))
                .rule(
                        "(?<![\\w.])(?<!\\d ?(?:m|min) )'?([2-9]0)'?s\\b",
                        match -> Numbers.plural(Numbers.cardinal(match.group(1))))
                .rule("\\b([1-9]00)s\\b", match -> Numbers.plural(Numbers.cardinal(match.group(1))));
    }

    /** A year that stands alone; what is written otherwise has been read by then. */
    static Rewriting addYearsTo(Rewriting rules) {
        return rules.rule(EARLY, match -> Numbers.year(match.group()))
                .rule(
                        "(?<![\\d.,$A-Za-z])(1[1-9]\\d\\d|20\\d\\d)(?![\\dA-Za-z]|[.,]\\d)",
                        match -> Numbers.year(match.group(1)));
    }

    /** {@code Oct. 5-7, 2024}: October fifth to seventh, twenty twenty four. */
    private static String days(MatchResult match) {
        var year = match.group("year");
        return named(match) + " to " + Numbers.ordinal(Integer.toString(Integer.parseInt(match.group("last"))))
                + (year == null ? "" : ", " + Numbers.year(year));
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
        var year = inFull(match.group("year"));
        if (isDay(first, second)) {
            return date(first, second, year);
        }
        return isDay(second, first) ? date(second, first, year) : match.group();
    }

    /** {@code 2019/20} if the years follow one another. */
    private static String season(MatchResult match) {
        int next = (Integer.parseInt(match.group(1)) + 1) % 100;
        return next == Integer.parseInt(match.group(2))
                ? Numbers.year(match.group(1)) + " " + shortYear(match.group(2))
                : match.group();
    }

    /** {@code 05}: oh five. */
    private static String shortYear(String digits) {
        return digits.startsWith("0") ? Numbers.digitsWithOh(digits) : Numbers.cardinal(digits);
    }

    /** Two digits are of the years 1950 to 2049. */
    private static String inFull(String year) {
        return year.length() > 2 ? year : (Integer.parseInt(year) < 50 ? "20" : "19") + year;
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

    private static String months(MatchResult match) {
        return name(CalendarNames.month(match.group(1))) + " to " + name(CalendarNames.month(match.group(2)));
    }

    private static String week(MatchResult match) {
        return weekday(match.group(1)) + " to " + weekday(match.group(2));
    }

    private static String weekday(MatchResult match) {
        return weekday(match.group("day"));
    }

    private static String weekday(String name) {
        return CalendarNames.weekday(name).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }
}
