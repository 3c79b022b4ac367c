package dev.yinsong.synth.engine;

import dev.yinsong.common.text.SentenceSplitter;
import dev.yinsong.common.text.TextNormalizer;
import dev.yinsong.common.text.TextTokenizer;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a text out in words and cuts it into pieces that the model says in one breath. Safe for many threads. */
final class TextPieces {

    private final TextTokenizer tokenizer;
    private final SentenceSplitter splitter;

    TextPieces(TextTokenizer tokenizer) {
        this.tokenizer = tokenizer;
        this.splitter = SentenceSplitter.of(tokenizer);
    }

    /**
     * The pieces in order; what is spelled like a special token is plain text.
     *
     * @param language the speaker's own, as in {@link TextNormalizer#ofSpeaker}
     */
    List<TextPiece> of(String text, String language) {
        return splitter.split(words(text, language)).stream()
                .map(piece -> new TextPiece(piece, tokenizer.encodePlain(piece)))
                .toList();
    }

    /** The text with numbers and signs written out, line by line. */
    static String words(String text, String language) {
        var normalizer = TextNormalizer.ofSpeaker(language);
        return text.lines().map(normalizer::normalize).collect(Collectors.joining("\n"));
    }
}
