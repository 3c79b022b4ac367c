package dev.yinsong.common.text.english;

import dev.yinsong.common.text.spoken.Rewriting;
import dev.yinsong.common.text.spoken.RomanNumerals;
import dev.yinsong.common.text.spoken.Shapes;
import java.util.regex.MatchResult;

/** Roman numerals, after what is counted and after the names of kings: Chapter IV, Henry VIII. */
final class Numerals {

    private static final String COUNTED = "(?i:"
            + Shapes.anyOf(
                    "chapter part volume book act scene section phase type stage class level article title appendix"
                            + " figure table page grade war episode unit season round apollo bowl")
            + ")";

    private static final String REIGNING = Shapes.anyOf(
            "Henry Louis George Edward Charles James William Elizabeth Richard Philip Napoleon Peter Catherine"
                    + " Nicholas Alexander Frederick Wilhelm Pius Benedict Paul Leo Francis Ramesses Mary John Gregory"
                    + " Innocent Clement Urban Ferdinand Leopold Maximilian Rudolf Ivan Darius Ptolemy Constantine Robert"
                    + " Christian Gustav Harald Haakon Albert Otto Alfonso Carlos Felipe Pedro Emmanuel Joseph Umberto"
                    + " Abdullah Margrethe Wilhelmina Baudouin Rama Amenhotep Thutmose");

    private static final String TITLE =
            Shapes.anyOf("King Queen Pope Emperor Empress Tsar Tsarina Czar Kaiser Sultan Prince Duke Pharaoh Shah");

    private static final String DRIP =
            "IV (?:drip|fluid|line|bag|therapy|antibiotic|infusion|needle|pole|drug|medic|catheter|access)";

    /** One letter is a numeral only where it can hardly be anything else: Appendix C is no hundredth. */
    private static final String ROMAN = " (?<numeral>[IVXLC]{2,}+|[IVX])\\b";

    /** Not a person who speaks: Chapter I, but not the Class I am in. */
    private static final String NOT_SPEAKING =
            "(?!(?<= I)(?:'(?:m|d|ve|ll)\\b| (?:am|have|think|know|like|liked|love|loved|took"
                    + "|teach|taught|wrote|played|want|wanted|need|needed|mentioned|told)\\b))";

    /**
     * After a name that anybody may have, I is somebody who speaks, unless nothing can be said of them any more; and one
     * letter with a full stop may be the initial of another name.
     */
    private static final String SURELY = "(?!(?<= [IVX])\\. (?!" + Words.BEGINNING + "\\b)[A-Z])"
            + "(?:(?<! I)|(?=\\s?$|[.,;:!?)\\]\"\n–—-]|'s\\b| of | and [IVX]{2,}+\\b| [(–—-]))";

    /** What is said of kings: King Charles I was crowned, but not of Queen Anne I would say so. */
    private static final String CROWNED =
            "(?= (?:was|is|died|reigned|ruled|became|had|has|ordered|signed|married|ascended|in|by|as|to|from|at|on|who)\\b)";

    private Numerals() {}

    static Rewriting addTo(Rewriting rules) {
        return rules.rule(
                        "\\bWW(I{1,2}|[12])\\b",
                        match -> "World War " + (match.group(1).matches("I|1") ? "one" : "two"))
                .rule("\\b" + COUNTED + ROMAN + NOT_SPEAKING, match -> numbered(match, false))
                .rule("\\bMark" + ROMAN + SURELY, match -> numbered(match, false))
                .rule(
                        "\\b" + TITLE + "(?: [A-Z][a-z]++){1,2}" + ROMAN + "(?:" + SURELY + "|" + CROWNED + ")",
                        match -> numbered(match, true))
                .rule("\\b" + REIGNING + ROMAN + SURELY, match -> numbered(match, true))
                .rule(
                        "\\b(?!" + Words.BEGINNING + "\\b)[A-Z][a-z]++ (?!" + DRIP + ")(?<numeral>[IVX]{2,6})\\b",
                        match -> numbered(match, false));
    }

    /** {@code World War II}: two; {@code Henry VIII}: the eighth. What is no numeral stays, as in "the part I like". */
    private static String numbered(MatchResult match, boolean reigning) {
        var numeral = match.group("numeral");
        var value = RomanNumerals.value(numeral);
        boolean clear =
                numeral.length() > 1 || Character.isUpperCase(match.group().charAt(0));
        if (value.isEmpty() || !clear) {
            return match.group();
        }
        var number = Integer.toString(value.getAsInt());
        var name = match.group().substring(0, match.start("numeral") - match.start());
        return name + (reigning ? "the " + Numbers.ordinal(number) : Numbers.cardinal(number));
    }
}
