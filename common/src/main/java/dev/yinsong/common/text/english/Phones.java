package dev.yinsong.common.text.english;

import dev.yinsong.common.text.spoken.PhoneNumbers;
import dev.yinsong.common.text.spoken.Rewriting;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;

/** Telephone numbers and other groups of digits: digit by digit, with a pause between two groups. */
final class Phones {

    private Phones() {}

    static Rewriting addTo(Rewriting rules) {
        return rules.rule(PhoneNumbers.INTERNATIONAL, Phones::said)
                .rule(PhoneNumbers.AREA_IN_BRACKETS, Phones::said)
                .rule(PhoneNumbers.GROUPS, Phones::said);
    }

    private static String said(MatchResult match) {
        var groups = PhoneNumbers.groups(match.group()).stream()
                .map(Numbers::digitsWithOh)
                .collect(Collectors.joining(", "));
        return match.group().startsWith("+") ? "plus " + groups : groups;
    }
}
