package dev.yinsong.common.text.english;

import dev.yinsong.common.text.spoken.PhoneNumbers;
import dev.yinsong.common.text.spoken.Rewriting;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Telephone numbers and other groups of digits: digit by digit, with a pause between two groups. */
final class Phones {

    /** {@code 020 7946 0958}: groups of which the first begins with a zero. */
    private static final String BLANKS = "(?<![\\w.,-])(?<!\\d )0\\d{2,4}(?: \\d{3,6}){1,3}(?!\\w|[.,]\\d)";

    /** {@code 555.123.4567} */
    private static final String DOTS = "(?<![\\w.])\\d{3}\\.\\d{3}\\.\\d{4}(?!\\w|\\.\\d)";

    /** {@code 555-1234}, which is a span but after such words. */
    private static final String LOCAL =
            "(?=\\d{3}-)(?<=(?i:call|dial|phone|tel|number|fax|text)[.:]? (?:is |me at |us at |at )?)"
                    + "\\d{3}-(?!\\d{2}00)\\d{4}(?![\\w-])|(?<![\\w.,-])\\d{3}-0\\d{3}(?![\\w-]|[.,]\\d)";

    /** What has a number that counts nothing. */
    private static final String NUMBERED =
            "(?i:account|card|order|reference|tracking|serial|confirmation|booking|ticket|case|phone|membership|policy)";

    /** {@code Your code is 482913}. */
    private static final String NAMED =
            "(?=\\d{4})(?<=\\b(?:(?:[Cc]ode|[Pp]assword|" + NUMBERED + " [Nn]umber)(?: is |: ?| #)"
                    + "|(?:PIN|OTP|[Pp]asscode|[Uu]se code)(?: is |: ?| )))\\d{4,8}(?![\\w%]|[.,:/-]\\d| [a-z]++s\\b)";

    private static final String EMERGENCY = "(?=\\d{3})(?<=(?i:call|called|calling|dial|dialed|dialled|dialing) )"
            + "(?:911|999|988|112|111|411|311|101|000)(?![\\w-]|[.,:]\\d)";

    /** Capitals and digits in three groups or more, one of them with a longer number: {@code A-1234-56}. */
    private static final String SERIAL =
            "(?<![\\w-])(?=[A-Z0-9-]{0,30}[A-Z])(?=[A-Z0-9-]{0,30}\\d{3})[A-Z0-9]++(?:-[A-Z0-9]++){2,}+(?![\\w-])";

    private static final Pattern GROUP = Pattern.compile("\\d++|[A-Z]++|-");

    private Phones() {}

    static Rewriting addTo(Rewriting rules) {
        return rules.rule(PhoneNumbers.INTERNATIONAL, Phones::said)
                .rule(PhoneNumbers.AREA_IN_BRACKETS, Phones::said)
                .rule(PhoneNumbers.GROUPS, Phones::said)
                .rule("#(?=[A-Z]{1,3}-?\\d)", "number ")
                .rule(SERIAL, Phones::serial)
                .rule(BLANKS, Phones::said)
                .rule(DOTS, Phones::said)
                .rule(LOCAL, Phones::said)
                .rule(NAMED, match -> Numbers.digits(match.group()))
                .rule(EMERGENCY, match -> Numbers.digits(match.group()));
    }

    private static String serial(MatchResult match) {
        return GROUP.matcher(match.group())
                .results()
                .map(MatchResult::group)
                .map(group -> Character.isDigit(group.charAt(0)) ? Numbers.digitsWithOh(group) : group)
                .collect(Collectors.joining(" "))
                .replace(" - ", ", ");
    }

    private static String said(MatchResult match) {
        var groups = PhoneNumbers.groups(match.group()).stream()
                .map(Numbers::digitsWithOh)
                .collect(Collectors.joining(", "));
        return match.group().startsWith("+") ? "plus " + groups : groups;
    }
}
