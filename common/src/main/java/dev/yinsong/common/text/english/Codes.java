package dev.yinsong.common.text.english;

import dev.yinsong.common.text.spoken.PhoneNumbers;
import dev.yinsong.common.text.spoken.Rewriting;
import dev.yinsong.common.text.spoken.Shapes;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;

/** Numbers that name something: versions, network addresses, rooms, flights and the like. */
final class Codes {

    private static final String PLACE = "\\b(?<place>(?i:"
            + Shapes.anyOf("room suite apartment flight gate bus route highway interstate channel extension port")
            + "))";

    /** {@code v2}, {@code V2.3}, {@code version 2.3.1}; a V8 is an engine. */
    private static final String VERSION = "\\b(?:v|V(?=\\d++\\.\\d)|[Vv]ersion |[Vv]er\\. ?)";

    private static final String NUMBERS_WITH_DOTS = "(?<number>\\d++(?:\\.\\d++)*+)";

    private static final String POSTCODE = "(?<state>, "
            + Shapes.anyOf(
                    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA"
                            + " ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY")
            + "|\\b(?:zip|ZIP|Zip)(?: code)?) (?<code>\\d{5})(?![\\w-]|[.,]\\d)";

    private Codes() {}

    static Rewriting addTo(Rewriting rules) {
        return rules.rule(POSTCODE, match -> match.group("state") + " " + Numbers.digits(match.group("code")))
                .rule(
                        "(?<=\\b[A-Z]{1,4}[ -]?)(\\d{1,2})s\\b",
                        match -> Numbers.plural(Numbers.cardinal(match.group(1))))
                .rule("\\b([1-9]\\d[1-9])s\\b", match -> Numbers.plural(Numbers.halves(match.group(1))))
                .rule("(?<![\\w.])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\w]|\\.\\d)", Codes::network)
                .rule(VERSION + NUMBERS_WITH_DOTS, match -> "version " + dotted(match))
                .rule("(?<![\\w.])(?<number>\\d++(?:\\.\\d++){2,}+)", Codes::dotted)
                .rule(PLACE + " #?(?<number>\\d{2,5})\\b(?![.,:]\\d)", Codes::place)
                .rule("\\b(480|720|1080|1440|2160)(?=[pi]\\b)", match -> Numbers.halves(match.group(1)))
                .rule("(?<=[A-Z])/(?=\\d)", " ")
                .rule("\\b(?:No\\. ?|no\\.)(?=\\d)", "number ")
                .rule("\\bNos\\. ?(?=\\d)", "numbers ")
                .rule("(?<![\\w&])#(?=\\d)", "number ")
                .rule("(?<=\\p{L})-(?=\\d)", " ")
                .rule("(?<=[A-Za-z])(\\d{3,}+)(?![.,]\\d)", match -> Numbers.label(match.group(1)));
    }

    private static String place(MatchResult match) {
        return match.group("place") + " " + Numbers.label(match.group("number"));
    }

    private static String dotted(MatchResult match) {
        return PhoneNumbers.groups(match.group("number")).stream()
                .map(Numbers::cardinal)
                .collect(Collectors.joining(" point "));
    }

    private static String network(MatchResult match) {
        return PhoneNumbers.groups(match.group()).stream().map(Numbers::digits).collect(Collectors.joining(" dot "));
    }
}
