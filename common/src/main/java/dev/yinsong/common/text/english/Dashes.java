package dev.yinsong.common.text.english;

import dev.yinsong.common.text.spoken.Rewriting;
import dev.yinsong.common.text.spoken.Shapes;
import dev.yinsong.common.text.spoken.Unit;

/** Dashes and signs before numbers: a minus touches its number, a span has numbers on both sides, any other is a pause. */
final class Dashes {

    private static final String AMOUNT = "(?=[$€£¥]?\\d)";

    /** The end of what a span may begin with: 5, 5%, 5 am, 5 p.m., 5°C. */
    private static final String FROM =
            "(?= ?[-–—~])(?<=\\d|\\d(?:st|nd|rd|th)|\\d[%°]|\\d ?[ap]m|\\d ?[ap]\\.m\\.|°[CF])";

    /** Not after what a number names, where a dash begins something new: Chapter 3 - 10 years later, COVID-19 - 3 years on. */
    private static final String FREE = "(?<![A-Za-z]-?\\d{1,4})(?<!\\b(?:Chapter|Part|Level|Day|Week|Top|Season|Episode"
            + "|Section|Step|Unit|Room|Lesson|Track|Volume|Windows|Module|Question|Rule|Tip|Round|Buy) \\d{1,4})";

    private static final String UNIT =
            Unit.pattern(unit -> unit.isEnglish() && unit.sign().matches("[a-z]{2,3}"));

    private Dashes() {}

    static Rewriting addTo(Rewriting rules) {
        return rules.rule("\\b50-50\\b", "fifty fifty")
                .rule("\\b24-7\\b", "twenty four seven")
                .rule("(?<=\\b(?:[A-DFO]|AB))-(?=[,.;!?)]|\\s?$| (?!and |or )[a-z])", " minus")
                .rule("(?<=\\d) ?- ?" + Shapes.CALCULATED, " minus ")
                .rule("(?= ?/)(?<=(?<![/\\d.])(?<!/\\d{1,3} ?[-+] ?)\\d{1,6}) ?/ ?(?=\\d{1,4} ?= ?\\d)", " divided by ")
                .rule("(?<=\\d[eE])-(?=\\d)", " minus ")
                .rule("(?<=(?<![\\w'])[b-hj-z][²³]?) - (?=\\d)", " minus ")
                .rule("(?<![\\w.)%-])-(?=[$€£¥]?\\d)", "minus ")
                .rule("(?<![\\w.)%+])\\+(?=[$€£¥]?\\d)", "plus ")
                // A year is not counted on to three days: he died in 1999 - 3 days before her.
                .rule(
                        FROM + "(?:(?<!\\d{4})" + FREE
                                + " [-–~] |(?<=\\d{4}) [-–~] (?=\\d{4})|(?<=\\d{4})—(?=\\d{4})|[-–~]| [-–~]|[-–~] )"
                                + AMOUNT,
                        " to ")
                // Units on both sides, unlike 5 km - 3 of them by bus.
                .rule("(?<=\\d ?" + UNIT + ") ?[-–] ?(?=\\d{1,5}(?:\\.\\d{1,3})? ?" + UNIT + ")", " to ")
                .rule("(?<![\\w~%°] ?)~(?=\\d)", "about ");
    }
}
