package dev.yinsong.synth.engine;

import dev.yinsong.common.text.SentenceSplitter;
import dev.yinsong.common.text.TextNormalizer;
import dev.yinsong.common.text.TextTokenizer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a text out in words and cuts it into pieces that the model says in one breath. Safe for many threads. */
final class TextPieces {

    /** A piece that no mark cuts is cut anyway when it is longer, for the language model's memory grows with it. */
    private static final int MOST_TOKENS = 160;

    private final TextTokenizer tokenizer;
    private final SentenceSplitter splitter;
    private final TextNormalizer normalizer = TextNormalizer.of("auto");

    TextPieces(TextTokenizer tokenizer) {
        this.tokenizer = tokenizer;
        this.splitter = SentenceSplitter.of(tokenizer);
    }

    /** The pieces in order; what is spelled like a special token is plain text. */
    List<TextPiece> of(String text) {
        return splitter.split(words(text)).stream()
                .filter(piece -> piece.codePoints().anyMatch(Character::isLetterOrDigit))
                .flatMap(this::halved)
                .map(piece -> new TextPiece(piece, tokenizer.encodePlain(piece)))
                .toList();
    }

    /** The text with numbers and signs written out, line by line. */
    String words(String text) {
        return text.lines().map(normalizer::normalize).collect(Collectors.joining("\n"));
    }

    private Stream<String> halved(String piece) {
        if (tokenizer.encodePlain(piece).length <= MOST_TOKENS) {
            return Stream.of(piece);
        }
        int middle = middle(piece);
        return Stream.of(piece.substring(0, middle), piece.substring(middle))
                .map(String::strip)
                .filter(half -> !half.isEmpty())
                .flatMap(this::halved);
    }

    /** The blank nearest to the middle, or the middle itself. */
    private static int middle(String piece) {
        int middle = piece.offsetByCodePoints(0, piece.codePointCount(0, piece.length()) / 2);
        int before = piece.lastIndexOf(' ', middle);
        int after = piece.indexOf(' ', middle);
        if (before <= 0 && after < 0) {
            return middle;
        }
        return before > 0 && (after < 0 || middle - before <= after - middle) ? before : after;
    }
}
