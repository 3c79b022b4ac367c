package dev.yinsong.ingest.clip;

import dev.yinsong.ingest.IngestConfig;
import java.text.Normalizer;
import java.util.Locale;

/** What is said in a clip, with what can't be said refused. */
final class Transcript {

    private Transcript() {}

    /**
     * The transcript as it is kept: composed characters, no white space round it.
     *
     * @throws TranscriptRefused when it is not what somebody can have said
     */
    static String check(String sent, IngestConfig.Limits limits) {
        var text = Normalizer.normalize(sent.strip(), Normalizer.Form.NFC);
        if (text.codePoints().allMatch(Transcript::isBlank)) {
            throw new TranscriptRefused("empty", "The transcript is empty. Send the words that are spoken.");
        }
        var characters = text.codePointCount(0, text.length());
        if (characters > limits.maxCharacters()) {
            throw new TranscriptRefused(
                    "too-long",
                    "The transcript has " + characters + " characters, and a clip has no more than "
                            + limits.maxCharacters() + ".");
        }
        text.codePoints().forEach(Transcript::refuseUnseen);
        if (text.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw new TranscriptRefused("unspeakable", "The transcript has no character that can be spoken.");
        }
        return text;
    }

    /**
     * Refuses words that can't be said in the time there is.
     *
     * @param seconds the length of the speech
     */
    static void checkPace(String text, double seconds, IngestConfig.Limits limits) {
        var pace = text.codePointCount(0, text.length()) / seconds;
        if (pace > limits.maxCharactersPerSecond()) {
            throw new TranscriptRefused(
                    "too-fast",
                    String.format(
                            Locale.ROOT,
                            "The transcript has %.0f characters for each second of speech. Is it another clip's?",
                            pace));
        }
    }

    private static boolean isBlank(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.getType(character) == Character.FORMAT;
    }

    private static void refuseUnseen(int character) {
        if (Character.isISOControl(character) && character != '\n' && character != '\r' && character != '\t') {
            throw new TranscriptRefused(
                    "control-character",
                    String.format("The transcript has the control character U+%04X. Remove it.", character));
        }
        if (character >= 0x202A && character <= 0x202E || character >= 0x2066 && character <= 0x2069) {
            throw new TranscriptRefused(
                    "direction-override",
                    String.format(
                            "The transcript has U+%04X, which shows words in another order than they are in. Remove it.",
                            character));
        }
    }
}
