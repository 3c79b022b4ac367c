package dev.yinsong.common.text.chinese;

import dev.yinsong.common.text.english.Abbreviations;
import dev.yinsong.common.text.english.English;
import dev.yinsong.common.text.spoken.Addresses;
import dev.yinsong.common.text.spoken.Markup;
import dev.yinsong.common.text.spoken.Rewriting;
import dev.yinsong.common.text.spoken.Shapes;
import dev.yinsong.common.text.spoken.TypedSigns;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Chinese text in characters: what is most particular is read first, so that bare numbers are left for the end. */
public final class Mandarin {

    private static final Addresses ADDRESSES = new Addresses(
            Map.ofEntries(
                    Map.entry(".", "点"),
                    Map.entry("/", "斜杠"),
                    Map.entry("\\", "反斜杠"),
                    Map.entry(":", "冒号"),
                    Map.entry("@", "艾特"),
                    Map.entry("-", "杠"),
                    Map.entry("_", "下划线"),
                    Map.entry("?", "问号"),
                    Map.entry("=", "等于"),
                    Map.entry("&", "和"),
                    Map.entry("#", "井号"),
                    Map.entry("%", "百分号"),
                    Map.entry("+", "加"),
                    Map.entry("~", "波浪号")),
            Numbers::digits,
            UnaryOperator.identity(),
            "");

    /** {@code 15k}, {@code 2.5 km}: what a span may be between, written in letters. */
    private static final String MEASURED = "\\d{1,5}(?:\\.\\d{1,3})?\\s?[A-Za-zμ]{1,3}";

    private static final Rewriting RULES = rules();

    private Mandarin() {}

    /** The text as it is said: without digits, its English words as they were. */
    public static String spoken(String text) {
        return RULES.settle(text);
    }

    /** All rules in their order, so that a test can measure them. */
    static Rewriting rules() {
        var rules = Rewriting.ofCharacters().rule("[《》「」『』〈〉]", "");
        TypedSigns.addTo(rules);
        Markup.addTo(rules);
        EnglishClauses.addTo(rules);
        ADDRESSES.addTo(rules);
        Abbreviations.addTo(rules);
        rules.rule("(?<![A-Za-z.])(?:[A-Z]\\.){2,}+", match -> match.group().replace(".", ""));
        rules.rule("(?<![\\w.])\\d{1,3}(?:st|nd|rd|th)(?= [A-Za-z])", match -> English.spoken(match.group()));
        Dates.addTo(rules);
        rules.rule("(?<=\\d[eE])-(?=\\d)", "负")
                .rule("(?<=\\d)\\^-(\\d++)", match -> "的负" + power(match.group(1)))
                .rule("(?<=(?<![\\w-])" + MEASURED + ")-(?=" + MEASURED + "(?![\\w-]))", "到");
        Phones.addTo(rules);
        Codes.addTo(rules);
        Signs.addNumericTo(rules);
        Times.addTo(rules);
        Money.addTo(rules);
        rules.rule("(?<=\\d)\\^(\\d++)(?=\\s?[A-Za-z])", match -> "的" + power(match.group(1)));
        Measures.addTo(rules);
        Counts.addTo(rules);
        rules.rule("\\^2(?!\\d)", "的平方")
                .rule("\\^3(?!\\d)", "的立方")
                .rule("\\^(\\d++)", match -> "的" + power(match.group(1)))
                .rule(Shapes.NUMBER, match -> Numbers.cardinal(match.group()));
        Signs.addTo(rules);
        return Marks.addTo(rules);
    }

    private static String power(String exponent) {
        return Numbers.cardinal(exponent) + "次方";
    }
}
