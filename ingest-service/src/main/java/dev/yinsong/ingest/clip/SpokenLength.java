package dev.yinsong.ingest.clip;

import java.lang.Character.UnicodeScript;

/** About how long a text takes to say, compared with others: in English letters. */
public final class SpokenLength {

    private static final double HAN = 3.5; // a syllable
    private static final double KANA = 2;
    private static final double HANGUL = 3;
    private static final double DIGIT = 4; // half a word
    private static final double SPACE = 0.5;

    private SpokenLength() {}

    /** In English letters, more or less; 0 where nothing is said. */
    public static double of(String text) {
        return text.codePoints().mapToDouble(SpokenLength::of).sum();
    }

    private static double of(int c) {
        if (Character.isDigit(c)) {
            return DIGIT;
        }
        if (!Character.isLetter(c)) {
            return Character.isWhitespace(c) ? SPACE : 0;
        }
        return switch (UnicodeScript.of(c)) {
            case HAN -> HAN;
            case HIRAGANA, KATAKANA -> KANA;
            case HANGUL -> HANGUL;
            default -> 1;
        };
    }
}
