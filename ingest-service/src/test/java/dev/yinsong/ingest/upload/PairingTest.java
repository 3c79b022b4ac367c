package dev.yinsong.ingest.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairingTest {

    @TempDir
    Path folder;

    private final List<NamedFile> files = new ArrayList<>();

    @Test
    void givesEachFolderTheLinesOfItsOwnMetadata() throws IOException {
        add("a/metadata.csv", "1|Words of a.");
        add("a/wavs/1.wav", "");
        add("b/metadata.csv", "1|Words of b.");
        add("b/wavs/1.wav", "");

        assertThat(items()).containsExactly("a/wavs/1.wav: Words of a.", "b/wavs/1.wav: Words of b.");
    }

    @Test
    void prefersTheNearestMetadata() throws IOException {
        add("metadata.csv", "1|Words of the whole.\n2|More words.");
        add("a/metadata.csv", "1|Words of a.");
        add("a/1.wav", "");
        add("a/2.wav", "");
        add("1.wav", "");

        assertThat(items())
                .containsExactly("a/1.wav: Words of a.", "a/2.wav: More words.", "1.wav: Words of the whole.");
    }

    @Test
    void takesMetadataOfAnotherFolderForTheOnlyRecordingWithTheId() throws IOException {
        add("texts/metadata.csv", "1|Words.");
        add("wavs/1.wav", "");

        assertThat(items()).containsExactly("wavs/1.wav: Words.");
    }

    @Test
    void refusesALineThatCouldBeForTwoRecordings() throws IOException {
        add("metadata.csv", "1|Words.");
        add("a/1.wav", "");
        add("b/1.wav", "");
        add("texts/metadata.csv", "2|Words.");
        add("a/2.wav", "");
        add("b/2.wav", "");
        add("b/2.txt", "Words beside it.");

        assertThat(items())
                .containsExactly(
                        "a/1.wav! There is more than one file for 1: nobody knows which one is meant.",
                        "b/1.wav! There is more than one file for 1: nobody knows which one is meant.",
                        "a/2.wav! There is more than one file for 2: nobody knows which one is meant.",
                        "b/2.wav: Words beside it.");
    }

    @Test
    void refusesARecordingThatTwoLinesCouldBeFor() throws IOException {
        add("a/metadata.csv", "1|Words of a.");
        add("b/metadata.csv", "1|Words of b.");
        add("wavs/1.wav", "");

        assertThat(items())
                .containsExactly("wavs/1.wav! There is more than one file for 1: nobody knows which one is meant.");
    }

    @Test
    void leavesAFolderItsLinesWhenAnotherHasARecordingOfTheSameNameWithoutWords() throws IOException {
        add("a/metadata.csv", "1|Words of a.");
        add("a/1.wav", "");
        add("b/1.wav", "");

        assertThat(items())
                .containsExactly(
                        "a/1.wav: Words of a.",
                        "b/1.wav! There is more than one file for 1: nobody knows which one is meant.");
    }

    @Test
    void namesWordsWithoutRecordingWithTheirFolder() throws IOException {
        add("a/metadata.csv", "1|Words of a.");
        add("a/1.wav", "");
        add("b/metadata.csv", "1|Words of b.");
        add("1.txt", "Words of nobody.");

        assertThat(items())
                .containsExactly(
                        "a/1.wav: Words of a.",
                        "1.txt! There is no recording for these words: add 1.wav, say.",
                        "b/1! There is no recording for these words: add 1.wav, say.");
    }

    private void add(String name, String content) throws IOException {
        files.add(new NamedFile(name, Files.writeString(folder.resolve(Integer.toString(files.size())), content)));
    }

    private List<String> items() throws IOException {
        return Pairing.of(files).stream()
                .map(item -> switch (item) {
                    case Item.Clip clip -> clip.name() + ": " + clip.upload().text();
                    case Item.Unusable unusable ->
                        unusable.name() + "! " + unusable.why().getMessage();
                })
                .toList();
    }
}
