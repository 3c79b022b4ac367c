package dev.yinsong.common.text;

import dev.yinsong.common.text.chinese.Mandarin;
import dev.yinsong.common.text.english.English;
import java.lang.Character.UnicodeScript;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes out in words what a text abbreviates: numbers, dates, money, units, signs. Safe to share. */
public interface TextNormalizer {

    /** Languages that are written alike, and read by the same rules. */
    Set<String> CHINESE = Set.of("zh", "yue", "cmn");

    /** The same text, in words that can be read aloud. */
    String normalize(String text);

    /**
     * A normalizer for a language.
     *
     * @param language as in BCP 47: {@code en}, {@code zh-CN} …; one that is not known leaves the text alone
     */
    static TextNormalizer of(String language) {
        var primary = primary(language);
        if (CHINESE.contains(primary)) {
            return Mandarin::spoken;
        }
        return switch (primary) {
            case "en" -> English::spoken;
            case "auto", "" -> ofSpeaker("en");
            default -> text -> text;
        };
    }

    private static String primary(String language) {
        return language.split("[-_]", 2)[0];
    }

    /**
     * A normalizer for whatever a speaker may be asked to say: a text is read in the language of its script, and where
     * that tells nothing, as in a number alone, in the speaker's own. Kana say that it is Japanese, which is left alone.
     *
     * @param language the speaker's own, as in {@link #of}
     */
    static TextNormalizer ofSpeaker(String language) {
        var own = of(language);
        var chinese = of("zh");
        var latin = CHINESE.contains(primary(language)) ? of("en") : own;
        return text -> {
            var scripts = text.codePoints().mapToObj(UnicodeScript::of).collect(Collectors.toSet());
            if (scripts.contains(UnicodeScript.HIRAGANA) || scripts.contains(UnicodeScript.KATAKANA)) {
                return text;
            }
            if (scripts.contains(UnicodeScript.HAN)) {
                return chinese.normalize(text);
            }
            return (scripts.contains(UnicodeScript.LATIN) ? latin : own).normalize(text);
        };
    }
}
