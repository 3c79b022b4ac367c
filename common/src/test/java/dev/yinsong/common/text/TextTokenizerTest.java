package dev.yinsong.common.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.yinsong.common.ReferenceData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextTokenizerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void agreesWithWhisperOnEveryGoldenText() throws IOException {
        var tokenizer = TextTokenizer.open(ReferenceData.path("data/tokens/multilingual.tiktoken"));

        int texts = 0;
        for (var line : Files.readAllLines(ReferenceData.path("data/tokens/tokens.golden.jsonl"))) {
            var golden = JSON.readTree(line);
            var text = golden.get("text").textValue();
            var ids = golden.get("special").textValue().equals("all")
                    ? tokenizer.encode(text)
                    : tokenizer.encodePlain(text);
            assertThat(ids).as(line).isEqualTo(ids(golden.get("ids")));
            assertThat(tokenizer.decode(ids)).isEqualTo(text);
            texts++;
        }
        assertThat(texts).isEqualTo(400);
    }

    @Test
    void knowsWhispersSpecialTokens() throws IOException {
        var golden =
                JSON.readTree(ReferenceData.path("data/tokens/specials.json").toFile());
        var tokenizer = TextTokenizer.open(ReferenceData.path("data/tokens/multilingual.tiktoken"));

        assertThat(tokenizer.vocabularySize()).isEqualTo(golden.get("n_vocab").intValue());
        for (var special : golden.get("specials").properties()) {
            assertThat(tokenizer.encode(special.getKey()))
                    .containsExactly(special.getValue().intValue());
        }
    }

    @Test
    void joinsPairsInTheOrderOfTheirRanks() throws IOException {
        var tokenizer = TextTokenizer.open(vocabulary("th", "he", "the", " the"));

        assertThat(tokenizer.encode("the")).containsExactly(258);
        assertThat(tokenizer.encode(" the")).containsExactly(259);
        assertThat(tokenizer.encode("hehe")).containsExactly(257, 257);
        assertThat(tokenizer.encode("xth")).containsExactly('x', 256);
        assertThat(tokenizer.vocabularySize()).isEqualTo(260);
    }

    @Test
    void takesNothingForSpecialInASmallVocabulary() throws IOException {
        var tokenizer = TextTokenizer.open(vocabulary());

        assertThat(tokenizer.encode("<|en|>")).containsExactly('<', '|', 'e', 'n', '|', '>');
        assertThat(tokenizer.encode("é")).containsExactly(0xc3, 0xa9);
        assertThat(tokenizer.decode(new int[] {0xe5, 0x90, 0x9f})).isEqualTo("吟");
    }

    @Test
    void takesSpecialTokensOfItsOwn() throws IOException {
        var tokenizer = TextTokenizer.open(vocabulary(), Map.of("[laugh]", 300, "[laugh]ter", 301));

        assertThat(tokenizer.encode("a[laugh]ter b[laugh]")).containsExactly('a', 301, ' ', 'b', 300);
        assertThat(tokenizer.vocabularySize()).isEqualTo(302);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextTokenizer.open(vocabulary(), Map.of("[laugh]", 255)))
                .withMessageContaining("[laugh]");
    }

    @Test
    void staysQuickOnOneLongWord() throws IOException {
        var tokenizer = TextTokenizer.open(vocabulary("aa", "aaaa"));

        assertThat(tokenizer.encode("a".repeat(20_000))).hasSize(5_000);
    }

    @Test
    void refusesAFileThatIsNoVocabulary() throws IOException {
        var file = vocabulary();
        Files.writeString(file, Files.readString(file) + "not a vocabulary\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextTokenizer.open(file))
                .withMessageContaining("line 257");
    }

    @Test
    void refusesAVocabularyThatCannotSpellEverything() throws IOException {
        var file = Files.writeString(folder.resolve("one.tiktoken"), "YQ== 0\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextTokenizer.open(file))
                .withMessageContaining("byte 0");
    }

    /** Every byte under its own value, then the given sequences. */
    private Path vocabulary(String... joined) throws IOException {
        var lines = new StringBuilder();
        for (int b = 0; b < 256; b++) {
            lines.append(Base64.getEncoder().encodeToString(new byte[] {(byte) b}))
                    .append(' ')
                    .append(b)
                    .append('\n');
        }
        for (int i = 0; i < joined.length; i++) {
            var bytes = joined[i].getBytes(StandardCharsets.UTF_8);
            lines.append(Base64.getEncoder().encodeToString(bytes))
                    .append(' ')
                    .append(256 + i)
                    .append('\n');
        }
        return Files.writeString(folder.resolve("small.tiktoken"), lines);
    }

    private static int[] ids(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToInt(JsonNode::intValue)
                .toArray();
    }
}
