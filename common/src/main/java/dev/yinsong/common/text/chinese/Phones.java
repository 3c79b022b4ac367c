package dev.yinsong.common.text.chinese;

import dev.yinsong.common.text.spoken.PhoneNumbers;
import dev.yinsong.common.text.spoken.Rewriting;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;

/** Telephone numbers: digit by digit, one is 幺, with a pause between two groups. */
final class Phones {

    private Phones() {}

    static Rewriting addTo(Rewriting rules) {
        return rules.rule(PhoneNumbers.INTERNATIONAL, Phones::international)
                .rule(PhoneNumbers.AREA_IN_BRACKETS, Phones::grouped)
                .rule(
                        "(?<![\\w.])(1[3-9]\\d)[- ]?(\\d{4})[- ]?(\\d{4})(?![\\d]|\\.\\d)",
                        match -> said(List.of(match.group(1), match.group(2), match.group(3))))
                .rule("(?<![\\w-])(?:0\\d{2,3}|[48]00)-\\d{3,8}(?:-\\d{3,4})?(?![\\w-])", Phones::grouped)
                // 拨打110或120
                .rule(
                        "(?<=(?<!\\d)1[12][0-9]\\s?(?:、|或|或者|和|及)\\s?)1(?:1[09]|2[02])(?![\\d.,/]|\\s?"
                                + MeasureWords.ANY + ")",
                        Phones::grouped)
                .rule(
                        "(?<=(?:打|拨|致电|呼叫)\\s?)\\d{3,5}(?![\\d.,/]|\\s?" + MeasureWords.ANY + "|\\s?[折字发下])",
                        Phones::grouped);
    }

    /** Groups of digits with a pause between two. */
    static String said(List<String> groups) {
        return groups.stream().map(Numbers::code).collect(Collectors.joining("，"));
    }

    private static String grouped(MatchResult match) {
        return said(PhoneNumbers.groups(match.group()));
    }

    /** The country's own number is no telephone number yet: its one is 一. */
    private static String international(MatchResult match) {
        var groups = PhoneNumbers.groups(match.group());
        var country = "加" + Numbers.digits(groups.getFirst());
        return groups.size() == 1 ? country : country + "，" + said(groups.subList(1, groups.size()));
    }
}
