package dev.yinsong.common.text.english;

import dev.yinsong.common.text.spoken.Rewriting;
import dev.yinsong.common.text.spoken.Shapes;
import java.util.regex.MatchResult;

/** The time of day. */
final class Times {

    private static final String HOUR = "(?<!\\d)(?<!\\d[:.,])(?<hour>[01]?\\d|2[0-4])";

    /** What may follow a time in capitals within a sentence: 9 p.m. Sunday, 8 p.m. ET. */
    private static final String GOING_ON =
            "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\\b|[ECMP][SD]?T\\b|GMT\\b|UTC\\b|BST\\b|CES?T\\b";

    private static final String HALF =
            "\\s?(?<half>[aApP])\\.?\\s?[mM]\\b(?:\\.(?!\\s?$|\\s(?!" + GOING_ON + ")[A-Z]))?+";

    /** Books of the Bible: what looks like a time there is a chapter and its verse. */
    private static final String BOOK =
            Shapes.anyOf("Genesis Exodus Leviticus Numbers Deuteronomy Joshua Judges Ruth Samuel"
                    + " Kings Chronicles Job Psalms? Proverbs Ecclesiastes Isaiah Jeremiah Ezekiel Daniel Hosea Joel Amos Jonah"
                    + " Micah Matthew Mark Luke John Acts Romans Corinthians Galatians Ephesians Philippians Colossians Timothy"
                    + " Hebrews James Peter Revelation");

    private Times() {}

    static Rewriting addTo(Rewriting rules) {
        return rules.rule("(\\b" + BOOK + " \\d{1,3}):(?=\\d{1,3}(?!\\d))", match -> match.group(1) + " verse ")
                .rule(HOUR + "[:.](?<minute>[0-5]\\d)" + HALF, match -> clock(match) + half(match))
                .rule(HOUR + HALF, match -> Numbers.unpadded(match.group("hour")) + half(match))
                .rule(HOUR + ":(?<minute>[0-5]\\d):(?<second>[0-5]\\d)(?![\\d:])", Times::withSeconds)
                .rule(HOUR + ":(?<minute>[0-5]\\d)(?![\\d:])", Times::alone)
                .rule("(?<![\\d:])(\\d{1,3}):(\\d{1,3})(?![\\d:])", Times::ratio);
    }

    private static String half(MatchResult match) {
        return match.group("half").equalsIgnoreCase("a") ? " a m" : " p m";
    }

    private static String alone(MatchResult match) {
        if (!match.group("minute").equals("00")) {
            return clock(match);
        }
        int hour = Integer.parseInt(match.group("hour"));
        return hour > 12 || hour == 0
                ? Numbers.cardinal(Integer.toString(hour)) + " hundred hours"
                : Numbers.unpadded(match.group("hour")) + " o'clock";
    }

    private static String withSeconds(MatchResult match) {
        var second = match.group("second");
        var unit = second.equals("01") ? " second" : " seconds";
        return alone(match) + " and " + Numbers.unpadded(second) + unit;
    }

    /** Hour and minute: nine oh five; a full hour is the hour alone. */
    private static String clock(MatchResult match) {
        var hour = Numbers.unpadded(match.group("hour"));
        var minute = match.group("minute");
        if (minute.equals("00")) {
            return hour;
        }
        return hour + (minute.startsWith("0") ? " oh " : " ") + Numbers.unpadded(minute);
    }

    private static String ratio(MatchResult match) {
        return Numbers.cardinal(match.group(1)) + " to " + Numbers.cardinal(match.group(2));
    }
}
