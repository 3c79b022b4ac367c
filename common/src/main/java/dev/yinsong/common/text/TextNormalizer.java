package dev.yinsong.common.text;

import dev.yinsong.common.text.chinese.Mandarin;
import dev.yinsong.common.text.english.English;
import java.lang.Character.UnicodeScript;
import java.util.stream.Collectors;

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
            case "en" -> English::spoken;
            case "zh", "yue", "cmn" -> Mandarin::spoken;
            case "auto", "" -> TextNormalizer::guessed;
            default -> text -> text;
        };
    }

    /** Han characters make a text Chinese, unless kana say that it is Japanese, which is left alone. */
    private static String guessed(String text) {
        var scripts = text.codePoints().mapToObj(UnicodeScript::of).collect(Collectors.toSet());
        if (scripts.contains(UnicodeScript.HIRAGANA) || scripts.contains(UnicodeScript.KATAKANA)) {
            return text;
        }
        return scripts.contains(UnicodeScript.HAN) ? Mandarin.spoken(text) : English.spoken(text);
    }
}
