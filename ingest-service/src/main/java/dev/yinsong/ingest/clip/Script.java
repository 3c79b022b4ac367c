package dev.yinsong.ingest.clip;

import java.lang.Character.UnicodeScript;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tells by its letters whether a text may be in a language. Languages of one script are not told apart, and a language
 * that is not known here may have any letters.
 */
final class Script {

    private static final Map<String, Set<UnicodeScript>> SCRIPTS = new HashMap<>();

    static {
        write("zh yue", UnicodeScript.HAN);
        write("ja", UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA);
        write("ko", UnicodeScript.HANGUL, UnicodeScript.HAN);
        write("en de fr es it pt nl pl sv da no fi cs sk hu ro tr vi id ms ca hr sl et lv lt is", UnicodeScript.LATIN);
        write("ru uk be bg mk", UnicodeScript.CYRILLIC);
        write("ar fa ur", UnicodeScript.ARABIC);
        write("el", UnicodeScript.GREEK);
        write("he", UnicodeScript.HEBREW);
        write("th", UnicodeScript.THAI);
        write("hi mr ne", UnicodeScript.DEVANAGARI);
    }

    private Script() {}

    private static void write(String languages, UnicodeScript... scripts) {
        for (var language : languages.split(" ")) {
            SCRIPTS.put(language, Set.of(scripts));
        }
    }

    /**
     * Whether at least half of a text's words are in the language's script. A Han character counts as a word, for names and
     * terms of another language are usual: {@code 我用Kubernetes部署} is Chinese.
     *
     * @param language a two-letter code
     */
    static boolean fits(String text, String language) {
        var expected = SCRIPTS.get(language);
        if (expected == null) {
            return true;
        }
        int own = 0;
        int foreign = 0;
        var before = UnicodeScript.COMMON;
        for (int c : text.codePoints().toArray()) {
            var script = Character.isLetter(c) ? UnicodeScript.of(c) : UnicodeScript.COMMON;
            if (script != UnicodeScript.COMMON && (script != before || script == UnicodeScript.HAN)) {
                own += expected.contains(script) ? 1 : 0;
                foreign += expected.contains(script) ? 0 : 1;
            }
            before = script;
        }
        return own >= foreign;
    }
}
