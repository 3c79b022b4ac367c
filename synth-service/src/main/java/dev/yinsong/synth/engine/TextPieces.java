package dev.yinsong.synth.engine;

import dev.yinsong.common.text.SentenceSplitter;
import dev.yinsong.common.text.TextNormalizer;
import dev.yinsong.common.text.TextTokenizer;
import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a text out in words and cuts it into pieces that the model says in one breath. Safe for many threads. */
final class TextPieces {

    private static final Pattern FINISHED = Pattern.compile(".*[.?!。？！…]['\"”’」』)）》】\\]]*", Pattern.DOTALL);
    private static final Pattern OPEN_END = Pattern.compile("[,;:，；：、\\s]*(['\"”’」』)）》】\\]]*)$");

    private final TextTokenizer tokenizer;
    private final SentenceSplitter splitter;

    TextPieces(TextTokenizer tokenizer) {
        this.tokenizer = tokenizer;
        this.splitter = SentenceSplitter.of(tokenizer);
    }

    /**
     * The pieces in order, each finished as a sentence; what is spelled like a special token is plain text.
     *
     * @param language the speaker's own, as in {@link TextNormalizer#ofSpeaker}
     * @param oneByOne whether each sentence is a piece of its own
     */
    List<TextPiece> of(String text, String language, boolean oneByOne) {
        var words = words(text, language);
        return (oneByOne ? splitter.sentences(words) : splitter.split(words))
                .stream()
                        .map(TextPieces::finished)
                        .map(piece -> new TextPiece(piece, tokenizer.encodePlain(piece)))
                        .toList();
    }

    /**
     * A piece that was cut at a comma, or between words, ended by a full stop. A model that learnt from whole sentences
     * may not know how to end elsewhere, and runs on.
     */
    private static String finished(String piece) {
        if (FINISHED.matcher(piece).matches()) {
            return piece;
        }
        boolean chinese = piece.codePoints().anyMatch(c -> UnicodeScript.of(c) == UnicodeScript.HAN);
        return OPEN_END.matcher(piece).replaceFirst((chinese ? "。" : ".") + "$1");
    }

    /** The text with numbers and signs written out, line by line. */
    static String words(String text, String language) {
        var normalizer = TextNormalizer.ofSpeaker(language);
        return text.lines().map(normalizer::normalize).collect(Collectors.joining("\n"));
    }
}
