package dev.yinsong.common.text;

import java.lang.Character.UnicodeScript;

/** Writes out in words what a text abbreviates: numbers, dates, money, units, signs. Safe to share. */
public interface TextNormalizer {

    /** The same text, in words that can be read aloud. */
    String normalize(String text);

    /**
     * A normalizer for a language.
     *
     * @param language as in BCP 47: {@code en}, {@code zh-CN} …; one that is not known leaves the text alone
     */
    static TextNormalizer of(String language) {
        var primary = language.split("[-_]", 2)[0];
        return switch (primary) {
            case "en" -> EnglishNormalizer.INSTANCE;
            case "zh", "yue", "cmn" -> ChineseNormalizer.INSTANCE;
            case "auto", "" ->
                text -> (isChinese(text) ? ChineseNormalizer.INSTANCE : EnglishNormalizer.INSTANCE).normalize(text);
            default -> text -> text;
        };
    }

    private static boolean isChinese(String text) {
        return text.codePoints().anyMatch(c -> UnicodeScript.of(c) == UnicodeScript.HAN);
    }
}
