package dev.yinsong.common.text.english;

import dev.yinsong.common.text.spoken.Addresses;
import dev.yinsong.common.text.spoken.Markup;
import dev.yinsong.common.text.spoken.Rewriting;
import dev.yinsong.common.text.spoken.Shapes;
import dev.yinsong.common.text.spoken.TypedSigns;
import java.util.Map;

/** English text in words: what is most particular is read first, so that bare numbers are left for the end. */
public final class English {

    private static final Addresses ADDRESSES = new Addresses(
            Map.ofEntries(
                    Map.entry(".", "dot"),
                    Map.entry("/", "slash"),
                    Map.entry("\\", "backslash"),
                    Map.entry(":", "colon"),
                    Map.entry("@", "at"),
                    Map.entry("-", "dash"),
                    Map.entry("_", "underscore"),
                    Map.entry("?", "question mark"),
                    Map.entry("=", "equals"),
                    Map.entry("&", "and"),
                    Map.entry("#", "hash"),
                    Map.entry("%", "percent"),
                    Map.entry("+", "plus"),
                    Map.entry("~", "tilde")),
            Numbers::digits,
            English::letters,
            " ");

    private static final Rewriting RULES = rules();

    private English() {}

    /** The text as it is said: without digits, casing and punctuation as they were. */
    public static String spoken(String text) {
        return RULES.settle(text);
    }

    /** All rules in their order, so that a test can measure them. */
    static Rewriting rules() {
        var rules = Rewriting.ofWords().rule("[“”„‟«»]", "\"");
        TypedSigns.addTo(rules);
        addFormulasTo(rules);
        rules.rule("(?<![\\w<>=-])<(?=\\d+%)", "less than ")
                .rule("(?<![\\w<>=-])>(?=\\d+%)", "more than ")
                .rule("(?<=\\s|^)<3++(?=\\s|$|[!.,?])", "heart");
        Markup.addTo(rules);
        ADDRESSES.addTo(rules);
        Abbreviations.addTo(rules);
        Dates.addTo(rules);
        Phones.addTo(rules);
        Money.addSpansTo(rules);
        Fractions.addHyphenatedTo(rules);
        Dashes.addTo(rules);
        Times.addTo(rules);
        Money.addTo(rules);
        Measures.addTo(rules);
        Fractions.addTo(rules);
        rules.rule(
                "(?<![\\w.,])(\\d{1,5})\\s?[xX×]\\s?(\\d{1,5})(?![\\w.])",
                match -> Numbers.size(match.group(1)) + " by " + Numbers.size(match.group(2)));
        Numerals.addTo(rules);
        addThousandsTo(rules);
        Codes.addTo(rules);
        addNumbersTo(rules);
        return Signs.addTo(rules);
    }

    /** Products and powers, before dashes and measures take a part of one. */
    private static void addFormulasTo(Rewriting rules) {
        rules.rule("(?<=\\d)\\s?[xX×]\\s?(?=\\d{1,5}\\s?[=^])", " times ")
                .rule("(?<=\\d)\\s?[xX×]\\s?(?=\\d{1,5}(?:\\.\\d{1,2})?\\s?(?:mm|cm|m|ft|in)\\b)", " by ")
                .rule("(?<=[\\w)])\\^-(?=\\d)", " to the power of minus ")
                .rule("(?<=[\\w)])\\^2(?!\\d)", "²")
                .rule("(?<=[\\w)])\\^3(?!\\d)", "³")
                .rule("(?<=[\\w)])\\^(?=\\d)", " to the power of ");
    }

    /** Thousands that are not parted by commas: 1.000.000, 10 000, 1'000. */
    private static void addThousandsTo(Rewriting rules) {
        rules.rule(
                        "(?<![\\w.,])\\d{1,3}(?:\\.\\d{3}){2,}+(?![\\w]|[.,]\\d)",
                        match -> Numbers.cardinal(match.group().replace('.', ',')))
                .rule(
                        "(?<![\\w.,])\\d{1,3}(?: \\d{3}){0,3}(?: 000)+(?![\\w]|[.,]\\d)",
                        match -> Numbers.cardinal(match.group().replace(' ', ',')))
                .rule("(?<=\\d)'(?=\\d{3}(?!\\w))", ",");
    }

    private static void addNumbersTo(Rewriting rules) {
        rules.rule("(?<!\\w)(\\d{1,3}(?:,\\d{3})++|\\d++)(?:st|nd|rd|th)\\b", match -> Numbers.ordinal(match.group(1)));
        Dates.addYearsTo(rules);
        rules.rule("(?<=\\d) < (?=\\w)|(?<=\\w) < (?=\\d)", " is less than ")
                .rule("(?<=\\d) > (?=\\w)|(?<=\\w) > (?=\\d)", " is greater than ")
                .rule("(?<=\\d)[xX×]\\b(?! ?[-+=^*÷²³])", " times")
                .rule("(?<=\\d)\\s?\\*\\s?(?=\\d)", " times ")
                .rule("(?<=\\d)\\+(?=\\s?\\p{L})", " plus")
                .rule("(?<=\\d)\\s?[+]\\s?(?=\\d)", " plus ")
                .rule("(?<=[\\p{L}\\d])\\s?=\\s?(?=\\d)", " equals ")
                .rule("(?<=\\p{L})\\s?\\+\\s?(?=\\d)", " plus ")
                .rule("(?<![\\d.])\\.(\\d++)", match -> " point " + Numbers.digits(match.group(1)))
                .rule(Shapes.NUMBER, match -> Numbers.cardinal(match.group()));
    }

    /** Nobody reads these as words. */
    private static String letters(String group) {
        return switch (group) {
            case "www" -> "w w w";
            case "http" -> "h t t p";
            case "https" -> "h t t p s";
            case "ftp" -> "f t p";
            default -> group;
        };
    }
}
