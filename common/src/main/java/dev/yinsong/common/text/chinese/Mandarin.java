package dev.yinsong.common.text.chinese;

import dev.yinsong.common.text.english.Abbreviations;
import dev.yinsong.common.text.english.English;
import dev.yinsong.common.text.spoken.Addresses;
import dev.yinsong.common.text.spoken.Markup;
import dev.yinsong.common.text.spoken.Rewriting;
import dev.yinsong.common.text.spoken.Shapes;
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

    private static final Rewriting RULES = rules();

    private Mandarin() {}

    /** The text as it is said: without digits, its English words as they were. */
    public static String spoken(String text) {
        return RULES.settle(text);
    }

    /** All rules in their order, so that a test can measure them. */
    static Rewriting rules() {
        var rules = Rewriting.ofCharacters().rule("[《》「」『』〈〉]", "");
        Markup.addTo(rules);
        EnglishClauses.addTo(rules);
        ADDRESSES.addTo(rules);
        Abbreviations.addTo(rules);
        rules.rule("(?<![A-Za-z.])(?:[A-Z]\\.){2,}+", match -> match.group().replace(".", ""));
        rules.rule("(?<![\\w.])\\d{1,3}(?:st|nd|rd|th)(?= [A-Za-z])", match -> English.spoken(match.group()));
        Dates.addTo(rules);
        Phones.addTo(rules);
        Codes.addTo(rules);
        Signs.addNumericTo(rules);
        Times.addTo(rules);
        Money.addTo(rules);
        Measures.addTo(rules);
        Counts.addTo(rules);
        rules.rule("\\^2(?!\\d)", "的平方")
                .rule("\\^3(?!\\d)", "的立方")
                .rule("\\^(\\d++)", match -> "的" + Numbers.cardinal(match.group(1)) + "次方")
                .rule(Shapes.NUMBER, match -> Numbers.cardinal(match.group()));
        Signs.addTo(rules);
        return Marks.addTo(rules);
    }
}
