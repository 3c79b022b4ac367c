package dev.yinsong.common.text.english;

import dev.yinsong.common.text.spoken.PhoneNumbers;
import dev.yinsong.common.text.spoken.Rewriting;
import dev.yinsong.common.text.spoken.RomanNumerals;
import dev.yinsong.common.text.spoken.Shapes;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;

/** Numbers that name something: versions, network addresses, rooms, flights, chapters and kings. */
final class Codes {

    private static final String COUNTED = "(?i:"
            + Shapes.anyOf(
                    "chapter part volume book act scene section phase type stage class level article title appendix"
                            + " figure table grade war episode unit season round mark apollo bowl")
            + ")";

    private static final String REIGNING = Shapes.anyOf(
            "Henry Louis George Edward Charles James William Elizabeth Richard Philip Napoleon Peter Catherine"
                    + " Nicholas Alexander Frederick Wilhelm Pius Benedict Paul Leo Francis Ramesses Mary");

    private static final String PLACE = "\\b(?<place>(?i:"
            + Shapes.anyOf("room suite apartment flight gate bus route highway interstate channel extension port")
            + "))";

    private static final String ROMAN = " ([IVXLC]++)\\b";

    /** {@code v2}, {@code V2.3}, {@code version 2.3.1}; a V8 is an engine. */
    private static final String VERSION = "\\b(?:v|V(?=\\d++\\.\\d)|[Vv]ersion |[Vv]er\\. ?)";

    private static final String NUMBERS_WITH_DOTS = "(?<number>\\d++(?:\\.\\d++)*+)";

    private Codes() {}

    static Rewriting addTo(Rewriting rules) {
        return rules.rule("(?<![\\w.])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\w]|\\.\\d)", Codes::network)
                .rule(VERSION + NUMBERS_WITH_DOTS, match -> "version " + dotted(match))
                .rule("(?<![\\w.])(?<number>\\d++(?:\\.\\d++){2,}+)", Codes::dotted)
                .rule(PLACE + " #?(?<number>\\d{2,5})\\b(?![.,:]\\d)", Codes::place)
                .rule("\\b" + COUNTED + ROMAN, match -> numbered(match, false))
                .rule("\\b" + REIGNING + ROMAN, match -> numbered(match, true))
                .rule("\\b[A-Z][a-z]++ ([IVX]{2,6})\\b", match -> numbered(match, false))
                .rule("\\bNo\\. ?(?=\\d)", "number ")
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

    /** {@code World War II}: two; {@code Henry VIII}: the eighth. What is no numeral stays, as in "the part I like". */
    private static String numbered(MatchResult match, boolean reigning) {
        var value = RomanNumerals.value(match.group(1));
        boolean clear = match.group(1).length() > 1
                || Character.isUpperCase(match.group().charAt(0));
        if (value.isEmpty() || !clear) {
            return match.group();
        }
        var number = Integer.toString(value.getAsInt());
        var name = match.group().substring(0, match.start(1) - match.start());
        return name + (reigning ? "the " + Numbers.ordinal(number) : Numbers.cardinal(number));
    }
}
