package dev.yinsong.common.text;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * Cuts a text into pieces that a model can say in one breath, at the ends of sentences.
 *
 * <p>As upstream: sentences are gathered until the next one would pass {@code most} while more than {@code least} are
 * there; a last piece under {@code merge} joins the one before. A text with Chinese characters is counted in characters,
 * any other in tokens. Beyond upstream: a sentence that alone is longer is cut at its commas, and what no mark cuts is
 * halved, between words where there are any, until each piece has at most twice {@code most} tokens. Immutable if its
 * measure is.
 */
public final class SentenceSplitter {

    private static final int MOST = 80;
    private static final int LEAST = 60;
    private static final int MERGE = 20;

    private final ToIntFunction<String> tokens;
    private final int most, least, merge;

    /**
     * @param tokens tokens of a piece
     * @param most a piece should not have more
     * @param least a piece with more may end
     * @param merge a last piece with fewer joins the one before
     */
    public SentenceSplitter(ToIntFunction<String> tokens, int most, int least, int merge) {
        this.tokens = tokens;
        this.most = most;
        this.least = least;
        this.merge = merge;
    }

    /** Upstream's sizes, for the tokens of this tokenizer. */
    public static SentenceSplitter of(TextTokenizer tokenizer) {
        return new SentenceSplitter(piece -> tokenizer.encodePlain(piece).length, MOST, LEAST, MERGE);
    }

    /** The pieces in order; the last ends with a mark, none is blank or marks only. */
    public List<String> split(String text) {
        boolean chinese = isChinese(text);
        var size = size(chinese);
        return pieces(gathered(sentences(text, chinese, size), size));
    }

    /**
     * The sentences one by one, none gathered: for a model that has another text before each piece, such as that of the clip
     * whose voice it goes on in. With two sentences at one go it would say three, and one that learnt from two may stop there.
     */
    public List<String> sentences(String text) {
        boolean chinese = isChinese(text);
        return pieces(sentences(text, chinese, size(chinese)));
    }

    private ToIntFunction<String> size(boolean chinese) {
        return chinese ? piece -> piece.codePointCount(0, piece.length()) : tokens;
    }

    private List<String> sentences(String text, boolean chinese, ToIntFunction<String> size) {
        var sentences = new ArrayList<String>();
        for (var sentence : Sentences.of(text, chinese)) {
            sentences.addAll(size.applyAsInt(sentence) > most ? Sentences.clauses(sentence) : List.of(sentence));
        }
        return sentences;
    }

    private List<String> pieces(List<String> gathered) {
        return gathered.stream().map(String::strip).flatMap(this::halved).toList();
    }

    private List<String> gathered(List<String> sentences, ToIntFunction<String> size) {
        var pieces = new ArrayList<String>();
        var piece = new StringBuilder();
        for (var sentence : sentences) {
            if (size.applyAsInt(piece + sentence) > most && size.applyAsInt(piece.toString()) > least) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
            piece.append(sentence);
        }
        if (!pieces.isEmpty() && size.applyAsInt(piece.toString()) < merge) {
            pieces.add(pieces.removeLast() + piece);
        } else if (!piece.isEmpty()) {
            pieces.add(piece.toString());
        }
        return pieces;
    }

    private Stream<String> halved(String piece) {
        boolean indivisible = piece.codePointCount(0, piece.length()) < 2;
        if (indivisible || tokens.applyAsInt(piece) <= 2 * most) {
            return Stream.of(piece);
        }
        int middle = middle(piece);
        return Stream.of(piece.substring(0, middle), piece.substring(middle))
                .map(String::strip)
                .filter(Sentences::isSpoken)
                .flatMap(this::halved);
    }

    /** The blank nearest to the middle, or the middle itself; never within a character. */
    private static int middle(String piece) {
        int middle = piece.offsetByCodePoints(0, piece.codePointCount(0, piece.length()) / 2);
        int before = piece.lastIndexOf(' ', middle);
        int after = piece.indexOf(' ', middle);
        if (before <= 0 && after < 0) {
            return middle;
        }
        return before > 0 && (after < 0 || middle - before <= after - middle) ? before : after;
    }

    private static boolean isChinese(String text) {
        return text.codePoints().anyMatch(c -> UnicodeScript.of(c) == UnicodeScript.HAN);
    }
}
