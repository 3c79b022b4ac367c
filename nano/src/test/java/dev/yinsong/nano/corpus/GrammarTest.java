package dev.yinsong.nano.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrammarTest {

    private static final String WORDS = "apple\ntigers\nquickly\nbaking\nboiled\nnation\nuseful\nX-ray\nunheard\n";

    @TempDir
    Path folder;

    private Grammar grammar;

    @BeforeEach
    void readsWords() throws IOException {
        Path spelling = Files.writeString(folder.resolve("words"), WORDS);
        Path pronouncing = Files.writeString(
                folder.resolve("dict"),
                "apple AE\ntigers T\nquickly K\nbaking B\nboiled B\nnation N\nuseful Y\nx-ray EH\n");
        grammar = new Grammar(Lexicon.read(spelling, pronouncing));
    }

    @Test
    void saysDifferentSentencesThatStartWithACapitalAndEnd() {
        var sentences = Sentences.make(grammar, 1, 500, Set.of());

        assertThat(sentences)
                .doesNotHaveDuplicates()
                .allMatch(s -> s.matches("(?s)\"?[A-Z].*[.?!\"a-z]"), "starts with a capital")
                .noneMatch(s -> s.contains("<"));
    }

    @Test
    void repeatsItselfForTheSameSeed() {
        assertThat(Sentences.make(grammar, 7, 50, Set.of())).isEqualTo(Sentences.make(grammar, 7, 50, Set.of()));
    }

    @Test
    void leavesOutSentencesThatAreTaken() {
        var taken = Set.copyOf(Sentences.make(grammar, 7, 50, Set.of()));

        assertThat(Sentences.make(grammar, 7, 50, taken)).doesNotContainAnyElementsOf(taken);
    }

    @Test
    void takesOnlyWordsThatBothListsHave() throws IOException {
        var words =
                Lexicon.read(folder.resolve("words"), folder.resolve("dict")).words();

        assertThat(words.get("word")).contains("apple", "nation").doesNotContain("unheard", "X-ray");
        assertThat(words.get("ly")).containsExactly("quickly");
    }
}
