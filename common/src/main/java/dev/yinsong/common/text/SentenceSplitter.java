package dev.yinsong.common.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Cuts a text into pieces that a model can say in one breath, at the ends of sentences.
 *
 * <p>As upstream: sentences are gathered until the next one would pass {@code most} tokens while more than {@code least} are
 * there; a last piece under {@code merge} joins the one before. A sentence that alone is longer stays whole, unless it can
 * be cut at commas. Immutable if its measure is.
 */
public final class SentenceSplitter {

    private static final int MOST = 80;
    private static final int LEAST = 60;
    private static final int MERGE = 20;

    private static final String ENDS = ".?!;:。？！；：…\n";
    private static final String PAUSES = ",，、";
    private static final String CLOSING = "\"'”’」』)）》】]";

    private final ToIntFunction<String> length;
    private final int most, least, merge;

    /**
     * @param length tokens of a piece
     * @param most a piece should not have more
     * @param least a piece with more may end
     * @param merge a last piece with fewer joins the one before
     */
    public SentenceSplitter(ToIntFunction<String> length, int most, int least, int merge) {
        this.length = length;
        this.most = most;
        this.least = least;
        this.merge = merge;
    }

    /** Upstream's sizes, for the tokens of this tokenizer. */
    public static SentenceSplitter of(TextTokenizer tokenizer) {
        return new SentenceSplitter(piece -> tokenizer.encode(piece).length, MOST, LEAST, MERGE);
    }

    /** The pieces in order; each ends with a mark, none is blank. */
    public List<String> split(String text) {
        var pieces = new ArrayList<String>();
        var piece = new StringBuilder();
        for (var sentence : sentences(text)) {
            if (length.applyAsInt(piece + sentence) > most && length.applyAsInt(piece.toString()) > least) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
            piece.append(sentence);
        }
        if (!piece.isEmpty()) {
            if (!pieces.isEmpty() && length.applyAsInt(piece.toString()) < merge) {
                pieces.add(pieces.removeLast() + piece);
            } else {
                pieces.add(piece.toString());
            }
        }
        return pieces.stream().map(String::strip).toList();
    }

    private List<String> sentences(String text) {
        var sentences = new ArrayList<String>();
        for (var sentence : cut(ended(text.strip()), ENDS)) {
            if (length.applyAsInt(sentence) > most) {
                sentences.addAll(cut(sentence, PAUSES));
            } else {
                sentences.add(sentence);
            }
        }
        return sentences;
    }

    /** The text with a mark at its end. */
    private static String ended(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int last = text.length() - 1;
        while (last > 0 && CLOSING.indexOf(text.charAt(last)) >= 0) {
            last--;
        }
        if (ENDS.indexOf(text.charAt(last)) >= 0) {
            return text;
        }
        boolean han = Character.UnicodeScript.of(text.codePointAt(last)) == Character.UnicodeScript.HAN;
        return text + (han ? "。" : ".");
    }

    private static List<String> cut(String text, String marks) {
        var parts = new ArrayList<String>();
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (marks.indexOf(text.charAt(i)) < 0 || isInside(text, i)) {
                continue;
            }
            while (i + 1 < text.length()
                    && (marks.indexOf(text.charAt(i + 1)) >= 0 || CLOSING.indexOf(text.charAt(i + 1)) >= 0)) {
                i++;
            }
            add(parts, text.substring(from, i + 1));
            from = i + 1;
        }
        add(parts, text.substring(from));
        return parts;
    }

    /** Whether a mark stands within a number, a time or an address: 3.14, 10:30, example.org. */
    private static boolean isInside(String text, int at) {
        char mark = text.charAt(at);
        return (mark == '.' || mark == ':' || mark == ',')
                && at + 1 < text.length()
                && Character.isLetterOrDigit(text.charAt(at + 1))
                && at > 0
                && isAscii(text.charAt(at - 1))
                && isAscii(text.charAt(at + 1));
    }

    private static boolean isAscii(char c) {
        return c < 0x80 && Character.isLetterOrDigit(c);
    }

    private static void add(List<String> parts, String part) {
        if (part.codePoints().anyMatch(Character::isLetterOrDigit)) {
            parts.add(part);
        } else if (!parts.isEmpty()) {
            parts.add(parts.removeLast() + part);
        }
    }
}
