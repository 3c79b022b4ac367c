package dev.yinsong.synth.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yinsong.common.text.TextTokenizer;
import dev.yinsong.synth.TinyModel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a vocabulary of bytes, so that every letter counts as a token. */
class TextPiecesTest {

    private TextTokenizer tokenizer;
    private TextPieces pieces;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        TinyModel.write(folder);
        tokenizer = TextTokenizer.open(folder.resolve("bytes.tiktoken"));
        pieces = new TextPieces(tokenizer);
    }

    @Test
    void cutsAtTheEndsOfSentences() {
        var sentence = "This sentence is long enough to be a piece of its own, I am sure of that.";

        assertThat(spoken(sentence + " " + sentence))
                .hasSize(2)
                .allSatisfy(piece -> assertThat(piece).startsWith("This").endsWith("."));
    }

    @Test
    void sentencesAreSpokenOneByOneWhereThatIsAskedFor() {
        var text = "The first of two is short. The second is as short.";

        assertThat(spoken(text)).hasSize(1);
        assertThat(pieces.of(text, "en", true))
                .extracting(TextPiece::text)
                .containsExactly("The first of two is short.", "The second is as short.");
    }

    @Test
    void linesAreSentencesToo() {
        var line = "A line of a poem that needs no full stop at its end to be a line of it";

        assertThat(spoken(line + "\n" + line)).hasSize(2);
    }

    @Test
    void writesNumbersOutInWords() {
        assertThat(String.join(" ", spoken("I have 3 cats."))).contains("three");
    }

    @Test
    void readsANumberAloneInTheSpeakersLanguage() {
        assertThat(String.join(" ", spoken("123", "zh"))).contains("一百二十三");
        assertThat(String.join(" ", spoken("123", "en"))).contains("hundred");
    }

    @Test
    void cutsWhatHasNoMarkBetweenWordsAndLosesNothing() {
        var words = "word ".repeat(200).strip();

        var cut = spoken(words);

        assertThat(cut)
                .hasSizeGreaterThan(5)
                .allSatisfy(piece -> assertThat(piece.length()).isBetween(60, 160 + 1));
        assertThat(String.join(" ", cut).replace(".", "")).isEqualTo(words);
    }

    @Test
    void cutsEvenWhatHasNoBlank() {
        var cut = spoken("a".repeat(1000));

        assertThat(cut).allSatisfy(piece -> assertThat(piece.length()).isLessThanOrEqualTo(160 + 1));
        assertThat(String.join("", cut).replace(".", "")).isEqualTo("a".repeat(1000));
    }

    @Test
    void finishesWhatWasCutAtAComma() {
        var clause = "A part of a sentence that is as long as this one, for it goes on and on and on";

        assertThat(spoken("“" + clause + ",” " + clause + "; " + clause + "."))
                .hasSize(3)
                .allSatisfy(piece -> assertThat(piece).matches(".*\\w\\.[”\"]?"));
    }

    @Test
    void textWithoutALetterHasNoPieces() {
        assertThat(spoken("... !")).isEmpty();
    }

    private List<String> spoken(String text) {
        return spoken(text, "en");
    }

    private List<String> spoken(String text, String language) {
        return pieces.of(text, language, false).stream()
                .map(piece -> {
                    assertThat(tokenizer.decode(piece.tokens())).isEqualTo(piece.text());
                    return piece.text();
                })
                .toList();
    }
}
