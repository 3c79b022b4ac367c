package dev.yinsong.common.text;

import java.lang.Character.UnicodeScript;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/**
 * Tells whether a text can be spoken, and whether it fits a recording.
 *
 * <p>Emoji and invisible characters are taken out, white space is evened out, the rest is left as it is.
 */
public final class Speakable {

    /** Longest transcript of a clip, in characters. */
    public static final int TRANSCRIPT_CHARACTERS = 1000;

    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;
    private static final int REPLACEMENT = 0xfffd;
    private static final int KEYCAP = 0x20e3;

    /** Scripts in which a joiner between two letters has a meaning. */
    private static final Set<UnicodeScript> JOINING = Set.of(
            UnicodeScript.ARABIC,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.BENGALI,
            UnicodeScript.SINHALA,
            UnicodeScript.MALAYALAM,
            UnicodeScript.KANNADA,
            UnicodeScript.TAMIL,
            UnicodeScript.TELUGU);

    /** Letters a second, as nobody speaks faster or slower; silence of a second may surround them. */
    private static final double FASTEST = 30;

    private static final double SLOWEST = 3;
    private static final double SILENCE_SECONDS = 1.5;

    private Speakable() {}

    /**
     * Bytes to text.
     *
     * @throws UnspeakableText when they are no UTF-8
     */
    public static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw encoding();
        }
    }

    /**
     * The text as it will be spoken.
     *
     * @param mostCharacters longest text allowed
     * @throws UnspeakableText when it is empty or too long, holds control characters or nothing that can be said
     */
    public static String cleaned(String text, int mostCharacters) {
        if (text.length() > mostCharacters) {
            throw new UnspeakableText(
                    UnspeakableText.Reason.TOO_LONG,
                    "The text has %d characters, at most %d are taken.".formatted(text.length(), mostCharacters));
        }
        var normal =
                Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().toArray();
        var kept = new StringBuilder();
        for (int i = 0; i < normal.length; i++) {
            refuse(normal[i]);
            if (Character.isWhitespace(normal[i]) || Character.isSpaceChar(normal[i])) {
                kept.append(' ');
            } else if (!isSilent(normal, i)) {
                kept.appendCodePoint(normal[i]);
            }
        }
        var cleaned = kept.toString().strip().replaceAll(" {2,}", " ");
        if (cleaned.isEmpty() && text.codePoints().noneMatch(Speakable::isEmoji)) {
            throw new UnspeakableText(UnspeakableText.Reason.EMPTY, "The text is empty.");
        }
        if (cleaned.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw new UnspeakableText(
                    UnspeakableText.Reason.NOTHING_TO_SAY, "The text has no letter and no digit: nothing can be said.");
        }
        return cleaned;
    }

    /**
     * The transcript of a recording, cleaned.
     *
     * @param seconds length of the speech
     * @throws UnspeakableText when the text cannot be spoken, or not in about that time
     */
    public static String transcript(String text, double seconds) {
        var cleaned = cleaned(text, TRANSCRIPT_CHARACTERS);
        double fewest = letters(cleaned, false);
        double most = letters(cleaned, true);
        if (fewest > FASTEST * seconds) {
            throw new UnspeakableText(
                    UnspeakableText.Reason.PACE,
                    String.format(
                            Locale.ROOT,
                            "The text is too long for %.1f s of speech: it must say what is heard, no more.",
                            seconds));
        }
        if (most < SLOWEST * (seconds - SILENCE_SECONDS)) {
            throw new UnspeakableText(
                    UnspeakableText.Reason.PACE,
                    String.format(
                            Locale.ROOT,
                            "The text is too short for %.1f s of speech: it must say all that is heard.",
                            seconds));
        }
        return cleaned;
    }

    /** About how many English letters take as long to say. */
    private static double letters(String text, boolean most) {
        return text.codePoints()
                .mapToDouble(c -> {
                    if (Character.isDigit(c)) {
                        return most ? 8 : 1; // said in a word, or in part of one
                    }
                    if (!Character.isLetter(c)) {
                        return Character.isSpaceChar(c) ? 1 : most ? 8 : 0; // a sign may be a word too
                    }
                    return switch (UnicodeScript.of(c)) {
                        case HAN -> most ? 8 : 2.5;
                        case HANGUL -> most ? 6 : 2;
                        case HIRAGANA, KATAKANA -> most ? 4 : 1.5;
                        default -> 1;
                    };
                })
                .sum();
    }

    private static void refuse(int c) {
        if (c == REPLACEMENT) {
            throw encoding();
        }
        boolean lineEnd = c == '\n' || c == '\r' || c == '\t' || c == 0x85;
        boolean direction = c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
        boolean nowhere = switch (Character.getType(c)) {
            case Character.CONTROL -> !lineEnd;
            case Character.PRIVATE_USE, Character.SURROGATE, Character.UNASSIGNED -> true;
            default -> false;
        };
        if (direction || nowhere) {
            throw new UnspeakableText(
                    UnspeakableText.Reason.CONTROL, "The text holds the control character U+%04X.".formatted(c));
        }
    }

    private static boolean isSilent(int[] text, int at) {
        int c = text[at];
        if (c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER) {
            return !(at > 0 && at + 1 < text.length && isJoining(text[at - 1]) && isJoining(text[at + 1]));
        }
        return Character.getType(c) == Character.FORMAT || isEmoji(c);
    }

    private static boolean isJoining(int c) {
        return JOINING.contains(UnicodeScript.of(c));
    }

    private static boolean isEmoji(int c) {
        boolean sign = Character.isEmojiPresentation(c)
                || Character.isEmojiModifier(c)
                || Character.isExtendedPictographic(c) && c > 0xff; // © and ® are words
        boolean part = c >= 0xfe00 && c <= 0xfe0f || c == KEYCAP || c >= 0xe0020 && c <= 0xe007f;
        return sign || part;
    }

    private static UnspeakableText encoding() {
        return new UnspeakableText(UnspeakableText.Reason.ENCODING, "The text is not encoded in UTF-8.");
    }
}
